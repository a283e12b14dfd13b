/** What `:86:` tells about an entry. */

import type { EntryDetail } from '@kontor/canon';

export type OwnerInformation = {
  readonly detail: EntryDetail;
  /** What is not structured, or the bank's posting text. */
  readonly freeText?: string;
  /** German business transaction code, primanota and text key: `166+9310+997`. */
  readonly codes?: readonly string[];
};

/** `NOTPROVIDED` and blanks are no reference. */
export function isTold(reference: string): boolean {
  return reference !== '' && reference !== 'NOTPROVIDED' && reference !== 'NONREF';
}
