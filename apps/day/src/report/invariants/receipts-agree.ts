/** To the cent: what the bank credited is what is matched, open, or went back. */

import type { EntryStanding, Evidence } from '../evidence.ts';
import { finding, type Finding } from '../finding.ts';
import { differences, sumsOf, sumsText } from '../sums.ts';

export function receiptsAgree({ receipts, entries, matches }: Evidence): Finding {
  const credited = sumsOf(receipts, ({ minor }) => minor);
  const used = new Map<string, bigint>();
  for (const { bankEntry, used: minor, isEffective } of matches) {
    if (isEffective) used.set(bankEntry, (used.get(bankEntry) ?? 0n) + minor);
  }
  const accountedFor = ({ id, open, minor, isReturned }: EntryStanding) => {
    const matched = used.get(id) ?? 0n;
    return isReturned && matched === 0n ? minor : matched + open;
  };
  const credits = entries.filter(({ direction }) => direction === 'credit');
  const faults = [
    ...differences(
      { name: 'the bank credited', sums: credited },
      { name: 'matched, open and returned', sums: sumsOf(credits, accountedFor) },
    ),
    ...credits
      .filter((entry) => accountedFor(entry) !== entry.minor)
      .map(({ id }) => `${id}: matched and open do not make its amount`),
  ];
  return finding(
    'Every cent that came in is matched, open or returned',
    sumsText(credited),
    faults,
  );
}
