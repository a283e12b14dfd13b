/** What was accepted is in the ledger once, or the platform says that it is not and why. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { acceptedInvoices } from './accepted-invoices.ts';
import { liveBillings } from './live-documents.ts';

export function nothingLost(evidence: Evidence): Finding {
  const accepted = acceptedInvoices(evidence);
  const live = liveBillings(evidence.documents);
  const faults = accepted.flatMap(({ standing, key, number, transaction }) => {
    const isInBooks = (live.get(key)?.length ?? 0) > 0;
    if (standing === undefined) return [`${number}: ${transaction} is not known any more`];
    if (standing === 'working') return [`${number}: still on its way at the end of the day`];
    if (standing === 'done' && !isInBooks) return [`${number}: done, and not in the ledger`];
    if (standing !== 'done' && isInBooks) return [`${number}: ${standing}, and in the ledger`];
    return [];
  });
  const posted = accepted.filter(({ standing }) => standing === 'done').length;
  const figures = `${accepted.length} accepted, ${posted} posted, ${faults.length} lost`;
  return finding('Nothing is lost', figures, faults);
}
