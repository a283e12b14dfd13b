/** Cancelling what has not been sent. */

import type { ProcessCatalogue, Runtime } from '@kontor/engine';
import type pg from 'pg';
import type { Cancellations } from '../../gateway/cancellation-services.ts';
import { cancelDocument } from './cancel-document.ts';

export type CancellationsOptions = {
  readonly pool: pg.Pool;
  readonly catalogue: ProcessCatalogue;
  readonly runtime: Runtime;
  /** What people call a connection. */
  readonly titleOf: (connection: string) => string | undefined;
  /** The next in line may go on with these connections. */
  readonly wake: (connections: Iterable<string>) => void;
};

export function cancellationsService(options: CancellationsOptions): Cancellations {
  return { cancel: (call, request) => cancelDocument(options, call, request) };
}
