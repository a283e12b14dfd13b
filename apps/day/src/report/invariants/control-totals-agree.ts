/** Kontor counts and sums what it accepted as we do, and its own totals balance. */

import type { Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { differences, sumsOf } from '../sums.ts';
import { acceptedInvoices } from './accepted-invoices.ts';

export function controlTotalsAgree(evidence: Evidence): Finding {
  const { controlTotals } = evidence;
  const accepted = acceptedInvoices(evidence);
  const counted = sumsOf(controlTotals, ({ acceptedCount }) => BigInt(acceptedCount));
  const ours = sumsOf(accepted, () => 1n);
  const faults = [
    ...differences(
      { name: 'ours', sums: sumsOf(accepted, ({ gross }) => gross) },
      { name: 'Kontor’s', sums: sumsOf(controlTotals, ({ acceptedMinor }) => acceptedMinor) },
    ),
    ...[...ours]
      .filter(([key, count]) => counted.get(key) !== count)
      .map(([key, count]) => `${key}: ours ${count}, Kontor’s ${counted.get(key) ?? 0n} documents`),
    ...controlTotals
      .filter(({ isBalanced }) => !isBalanced)
      .map(({ legalEntity, currency }) => `${legalEntity} ${currency}: the totals do not balance`),
  ];
  return finding('Control totals are ours', `${controlTotals.length} totals compared`, faults);
}
