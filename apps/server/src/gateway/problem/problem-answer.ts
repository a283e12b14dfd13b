/**
 * A refusal on its way to the caller: a code of the catalogue, this case, and headers that help.
 */

import type { Problem } from '@kontor/kernel';

export type ProblemAnswer = Problem & {
  /** Lower-case names: `retry-after`, `location`, `allow`. */
  readonly headers?: Readonly<Record<string, string>>;
};
