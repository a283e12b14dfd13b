/**
 * How a handler ends the reading of a document: `refuse(defect)` unwinds the parser, and whoever
 * drives it turns what was thrown back into the defect. It never leaves this package as an
 * exception.
 */

import type { Defect } from '@kontor/kernel';

export function refuse(defect: Defect): never {
  throw new DocumentRefused(defect);
}

/** The defect that `refuse` was called with; anything else that was thrown is thrown again. */
export function defectOfRefusal(thrown: unknown): Defect {
  if (thrown instanceof DocumentRefused) return thrown.defect;
  throw thrown;
}

/** A jump out of the parser's callbacks rather than a kind of failure. */
class DocumentRefused extends Error {
  readonly defect: Defect;
  constructor(defect: Defect) {
    super(defect.detail);
    this.defect = defect;
  }
}
