/** The audit trail has an entry for every document that was accepted. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { acceptedInvoices } from './accepted-invoices.ts';

export function everythingAudited(evidence: Evidence): Finding {
  const accepted = acceptedInvoices(evidence);
  const faults = accepted
    .filter(({ transaction }) => !evidence.audited.has(transaction))
    .map(({ number, transaction }) => `${number}: no audit entry for ${transaction}`);
  const figures = `${accepted.length - faults.length} of ${accepted.length} accepted documents`;
  return finding('Everything accepted is in the audit trail', figures, faults);
}
