/** A bench is its sizes, with the defaults that its figures are meant for, and what measures it. */

import type { Report } from './report/report.ts';

export type Sizes = Readonly<Record<string, number>>;

export type Bench<Own extends Sizes = Sizes> = {
  readonly name: string;
  /** For whoever asks what there is: a line. */
  readonly about: string;
  readonly sizes: Own;
  /** `say` tells of its progress, for runs that last. */
  readonly run: (sizes: Own, say: (sentence: string) => void) => Promise<Report>;
  /** Instead of measuring: where the time goes. */
  readonly profile?: (sizes: Own) => Promise<string>;
};

export function defineBench<Own extends Sizes>(bench: Bench<Own>): Bench {
  // Each is only ever given its own sizes back.
  return bench as unknown as Bench;
}
