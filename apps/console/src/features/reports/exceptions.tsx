/** What waits for people: how old it is, what it is worth, how fast it is resolved. */

import type { ExceptionAge, ExceptionReport } from '@kontor/contracts';
import { formatDuration } from '../../lib/format.ts';
import { exceptionsWith } from '../../lib/lists.ts';
import {
  BarChart,
  Count,
  Duration,
  Figure,
  Figures,
  Money,
  SimpleGrid,
  Stack,
} from '../../ui/index.ts';
import { countsOf } from './days.ts';
import { type About, ReportSection } from './report-section.tsx';

export type ExceptionsProps = { readonly report: ExceptionReport; readonly about: About };

export function Exceptions({ report, about }: ExceptionsProps) {
  const { days, firstDay } = about;
  const { open } = report;
  const openCount = open.reduce((total, { count }) => total + count, 0);
  const counts = (value: (row: ExceptionReport['days'][number]) => number) =>
    countsOf(days, report.days, { firstDay, value });
  return (
    <ReportSection
      title="Exceptions"
      lead="What needed a person. Open ones are those of this moment, whenever they opened."
      about={about}
      csv={{
        name: 'exceptions',
        header: ['day', 'opened', 'resolved'],
        rows: report.days.map(({ day, opened, resolved }) => [day, opened, resolved]),
      }}
    >
      <Numbers {...{ report, about, openCount }} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
        <BarChart
          title="Exceptions opened and resolved"
          unit="Exceptions"
          along="Day"
          labels={days.labels}
          series={[
            { name: 'Opened', values: counts(({ opened }) => opened) },
            { name: 'Resolved', values: counts(({ resolved }) => resolved) },
          ]}
        />
        <BarChart
          title="Open exceptions by age"
          unit="Exceptions"
          along="Open for"
          labels={AGES.map(([, words]) => words)}
          series={[
            {
              name: 'Open',
              values: AGES.map(([age]) => open.find((each) => each.age === age)?.count ?? 0),
            },
          ]}
        />
      </SimpleGrid>
    </ReportSection>
  );
}

function Numbers(props: ExceptionsProps & { readonly openCount: number }) {
  const { report, about, openCount } = props;
  const { opened, resolved, resolvedByPeople, p50Ms, p95Ms } = report;
  const { legalEntity, from, to } = about;
  const values = valuesOf(report);
  const openOnes = exceptionsWith({ legalEntity });
  const resolvedOnes = exceptionsWith({
    ...{ legalEntity, status: 'resolved' as const, resolvedFrom: from, resolvedUntil: to },
  });
  return (
    <Figures>
      <Figure label="Open now" value={<Count value={openCount} />} to={openOnes} />
      <Figure
        label="Worth"
        value={
          values.length === 0 ? (
            '–'
          ) : (
            <Stack gap={0}>
              {values.map((value) => (
                <Money key={value.currency} value={value} />
              ))}
            </Stack>
          )
        }
        {...(values.length > 0 && { to: openOnes })}
      />
      <Figure
        label="Opened"
        value={<Count value={opened} />}
        to={exceptionsWith({ legalEntity, status: 'any', openedFrom: from, openedUntil: to })}
      />
      <Figure
        label="Resolved"
        value={<Count value={resolved} />}
        to={resolvedOnes}
        note={`${resolvedByPeople} by what a person decided`}
      />
      <Figure
        label="Half resolved within"
        value={p50Ms === undefined ? '–' : <Duration ms={p50Ms} />}
        note={p95Ms !== undefined && `95 of 100 within ${formatDuration(p95Ms)}`}
        {...(p50Ms !== undefined && { to: resolvedOnes })}
      />
    </Figures>
  );
}

/** One sum for each currency; sums of different currencies have no sum. */
function valuesOf({ open }: ExceptionReport) {
  const all = open.flatMap(({ values }) => values);
  const currencies = [...new Set(all.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({
    currency,
    amount: sumOf(all.filter((value) => value.currency === currency).map(({ amount }) => amount)),
  }));
}

/** Decimal texts of one currency have the same number of decimals. */
function sumOf(amounts: readonly string[]): string {
  const decimals = amounts[0]?.split('.')[1]?.length ?? 0;
  const minor = amounts.reduce((total, amount) => total + BigInt(amount.replace('.', '')), 0n);
  if (decimals === 0) return String(minor);
  const digits = String(minor).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const AGES: readonly (readonly [ExceptionAge, string])[] = [
  ['hour', 'an hour'],
  ['day', 'a day'],
  ['three-days', 'three days'],
  ['week', 'a week'],
  ['older', 'longer'],
];
