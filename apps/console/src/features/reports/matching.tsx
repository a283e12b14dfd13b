/** How many receipts were matched without a person, by day and by rule. */

import type { MatchingReport } from '@kontor/contracts';
import { reconciliation } from '../../lib/lists.ts';
import { BarChart, Count, Facts, Figure, Figures, LineChart, SimpleGrid } from '../../ui/index.ts';
import { countsOf, measuresOf, shareOf, shareWords } from './days.ts';
import { type About, ReportSection } from './report-section.tsx';

export type MatchingProps = { readonly report: MatchingReport; readonly about: About };

export function Matching({ report, about }: MatchingProps) {
  const { total, rules } = report;
  return (
    <ReportSection
      title="Receipts matched"
      lead="Receipts that banks booked on these days, and who matched them. A person who decided once counts."
      about={about}
      csv={{
        name: 'matching',
        header: ['day', 'receipts', 'by rules', 'by people', 'returned', 'open'],
        rows: report.days.map((row) => [
          row.day,
          row.receipts,
          row.byRules,
          row.byPeople,
          row.returned,
          row.open,
        ]),
      }}
    >
      <Figures>
        <Figure
          label="Matched without a person"
          value={shareWords(total.byRules, total.receipts)}
          note={`${total.byRules} of ${total.receipts} receipts`}
        />
        <Figure label="By people" value={<Count value={total.byPeople} />} />
        <Figure label="Returned" value={<Count value={total.returned} />} />
        <Figure label="Left to match" value={<Count value={total.open} />} to={reconciliation()} />
      </Figures>
      {total.receipts > 0 && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
          <Charts {...{ report, about }} />
        </SimpleGrid>
      )}
      {rules.length > 0 && (
        <Facts
          items={rules.map(({ rule, receipts }) => ({
            term: RULES[rule] ?? rule,
            value: `${receipts} receipts, ${shareWords(receipts, total.receipts)} of all`,
          }))}
        />
      )}
    </ReportSection>
  );
}

function Charts({ report, about: { days, firstDay } }: MatchingProps) {
  const counts = (value: (row: MatchingReport['days'][number]) => number) =>
    countsOf(days, report.days, { firstDay, value });
  return (
    <>
      <BarChart
        title="Receipts by who matched them"
        unit="Receipts"
        along="Booking day"
        labels={days.labels}
        stacked
        series={[
          { name: 'By rules', values: counts(({ byRules }) => byRules) },
          { name: 'By people', values: counts(({ byPeople }) => byPeople) },
          { name: 'Returned', values: counts(({ returned }) => returned) },
          { name: 'Left to match', values: counts(({ open }) => open) },
        ]}
      />
      <LineChart
        title="Share matched without a person"
        unit="% of receipts"
        along="Booking day"
        labels={days.labels}
        series={[
          {
            name: 'Without a person',
            values: measuresOf(days, report.days, (row) => shareOf(row.byRules, row.receipts)),
          },
        ]}
      />
    </>
  );
}

const RULES: Readonly<Record<string, string>> = {
  reference: 'By the payment reference',
  'reference-and-amount': 'By a reference and the amount',
  'party-and-amount': 'By the payer and the amount',
  'sum-of-items': 'By the sum of several items',
  amount: 'By the amount alone',
};
