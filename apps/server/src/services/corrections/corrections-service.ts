/** Correcting what a system refused: the correction, its preview, and the versions it leaves. */

import type { ProcessCatalogue, Runtime } from '@kontor/engine';
import type pg from 'pg';
import type { Corrections } from '../../gateway/correction-services.ts';
import { correctDocument } from './correct-document.ts';
import { listVersions } from './list-versions.ts';
import { previewCorrection } from './preview-correction.ts';

export type CorrectionsOptions = {
  readonly pool: pg.Pool;
  readonly catalogue: ProcessCatalogue;
  readonly runtime: Runtime;
  /** What people call a connection. */
  readonly titleOf: (connection: string) => string | undefined;
  /** Deliveries were written to these connections. */
  readonly wake: (connections: Iterable<string>) => void;
};

export function correctionsService(options: CorrectionsOptions): Corrections {
  return {
    correct: (call, correction) => correctDocument(options, call, correction),
    preview: (call, correction) => previewCorrection(options, call, correction),
    listVersions: (call, id) => listVersions(options, call, id),
  };
}
