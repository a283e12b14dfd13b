/** How a duplicate was recognised, in words. */

import type { DuplicateReport, PreventedKind } from '@kontor/contracts';

export const PREVENTED: readonly {
  readonly kind: PreventedKind;
  /** What the report calls it. */
  readonly counted: keyof DuplicateReport['total'];
  readonly name: string;
  readonly note: string;
}[] = [
  {
    kind: 'same-key',
    counted: 'sameKey',
    name: 'Same request again',
    note: 'answered as before',
  },
  {
    kind: 'same-document',
    counted: 'sameDocument',
    name: 'Same document again',
    note: 'under another key',
  },
  {
    kind: 'found-by-look-up',
    counted: 'foundByLookUp',
    name: 'Found by looking it up',
    note: 'the reply had been lost',
  },
  {
    kind: 'same-file',
    counted: 'sameFile',
    name: 'Same bank file again',
    note: 'the same bytes',
  },
  {
    kind: 'same-statement',
    counted: 'sameStatement',
    name: 'Same statement again',
    note: 'in another file',
  },
];
