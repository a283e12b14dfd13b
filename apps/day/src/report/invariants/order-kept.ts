/**
 * The ledger received each customer's documents as they were accepted; troubled ones stand aside.
 */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { acceptedInvoices } from './accepted-invoices.ts';
import { liveBillings } from './live-documents.ts';

export function orderKept(evidence: Evidence): Finding {
  const live = liveBillings(evidence.documents);
  const accepted = acceptedInvoices(evidence).filter(({ transaction }) => {
    return !evidence.troubled.has(transaction);
  });
  const lanes = Map.groupBy(accepted, ({ lane }) => lane);
  const faults = [...lanes].flatMap(([lane, invoices]) => {
    let latest = { sequence: 0, number: '' };
    return invoices.flatMap(({ key, number }) => {
      const sequence = live.get(key)?.[0]?.sequence;
      if (sequence === undefined) return [];
      const before = latest;
      if (sequence > before.sequence) latest = { sequence, number };
      return sequence > before.sequence ? [] : [`${lane}: ${number} came before ${before.number}`];
    });
  });
  const figures = `${lanes.size} customers, ${accepted.length} documents, ${faults.length} overtaken`;
  return finding('Each customer’s order is kept', figures, faults);
}
