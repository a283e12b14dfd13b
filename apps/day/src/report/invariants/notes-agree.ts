/** Sales sees each posted invoice once, and nothing else. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { acceptedInvoices } from './accepted-invoices.ts';

export function notesAgree(evidence: Evidence): Finding {
  const notes = evidence.notes.filter(({ subject }) => subject !== 'payment');
  const byInvoice = Map.groupBy(notes, ({ legalEntity, number }) => `${legalEntity}/${number}`);
  const posted = acceptedInvoices(evidence).filter(({ standing }) => standing === 'done');
  const keys = new Set(posted.map(({ legalEntity, number }) => `${legalEntity}/${number}`));
  const faults = [
    ...[...keys].flatMap((key) => {
      const count = byInvoice.get(key)?.length ?? 0;
      return count === 1 ? [] : [`${key}: posted, and ${count} notes`];
    }),
    ...[...byInvoice.keys()]
      .filter((key) => !keys.has(key))
      .map((key) => `${key}: a note, and not posted`),
  ];
  const figures = `${posted.length} posted, ${notes.length} notes`;
  return finding('Sales sees what is posted', figures, faults);
}
