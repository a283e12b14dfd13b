/** No invoice and no effect has two documents in the ledger, reversals taken into account. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { liveBillings } from './live-documents.ts';

export function nothingDoubled({ documents }: Evidence): Finding {
  const numbers = [...liveBillings(documents)]
    .filter(([, same]) => same.length > 1)
    .map(([key, same]) => `${key}: documents ${same.map(({ number }) => number).join(' and ')}`);
  const byReference = Map.groupBy(documents, ({ reference }) => reference);
  const effects = [...byReference]
    .filter(([reference, same]) => reference !== '' && same.length > 1)
    .map(([reference, same]) => `effect ${reference} was posted ${same.length} times`);
  const faults = [...numbers, ...effects];
  const figures = `${documents.length} documents, ${faults.length} doubled`;
  return finding('Nothing is doubled', figures, faults);
}
