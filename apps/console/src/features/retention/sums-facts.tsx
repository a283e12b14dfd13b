/** Control totals of records as facts: how many, how old, worth how much in each currency. */

import type { RecordSums } from '@kontor/contracts';
import { Count, Facts, Instant, Money } from '../../ui/index.ts';

export type SumsFactsProps = { readonly sums: RecordSums };

export function SumsFacts({ sums }: SumsFactsProps) {
  const { records, ofOtherMonths, totals, oldestAt, newestAt } = sums;
  return (
    <Facts
      items={[
        { term: 'Records', value: <Count value={records} /> },
        ...(ofOtherMonths > 0
          ? [{ term: 'Of other months', value: <Count value={ofOtherMonths} /> }]
          : []),
        ...totals.flatMap(({ total }) =>
          total ? [{ term: `Worth, ${total.currency}`, value: <Money value={total} /> }] : [],
        ),
        ...(oldestAt === undefined ? [] : [{ term: 'Oldest', value: <Instant at={oldestAt} /> }]),
        ...(newestAt === undefined ? [] : [{ term: 'Newest', value: <Instant at={newestAt} /> }]),
      ]}
    />
  );
}
