/**
 * While a connection stands after a restore: what its system has of ours and the restored database
 * does not. It is asked when a person wants it, for the system counts its calls and the audit trail
 * keeps who compared.
 */

import type { ConnectionDetail, UnknownPosting } from '@kontor/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toCsv } from '../../lib/csv.ts';
import { download } from '../../lib/download.ts';
import { formatCount } from '../../lib/format.ts';
import { toProblem } from '../../lib/problem.ts';
import {
  Button,
  type Column,
  DataTable,
  DAY_PX,
  Day,
  Empty,
  Failure,
  Instant,
  Money,
  MONEY_PX,
  Section,
  Stack,
  Text,
} from '../../ui/index.ts';
import { unknownPostingsQuery } from './queries.ts';

type Restored = NonNullable<ConnectionDetail['restored']>;

export type RestoredProps = {
  readonly connection: ConnectionDetail['connection'];
  readonly restored: Restored;
  readonly mayOperate: boolean;
};

export function RestoredSection({ connection, restored, mayOperate }: RestoredProps) {
  const { name, title } = connection;
  const report = useReport(name, restored.since);
  const { items, isWhole } = report;
  const isAsked = items !== undefined;
  return (
    <Section
      title="After the restore"
      aside={
        <>
          {isWhole && items && items.length > 0 && (
            <Button variant="subtle" size="compact-xs" onClick={() => save(name, items)}>
              Download CSV
            </Button>
          )}
          {mayOperate && !isAsked && !report.problem && (
            <Button size="compact-xs" loading={report.isAsking} onClick={report.ask}>
              Ask {title} what it has
            </Button>
          )}
        </>
      }
    >
      <Stack gap="sm">
        <Text size="sm">
          The database was restored ({restored.name}). What was handed over after{' '}
          <Instant at={restored.since} /> is not in it, although {title} may have it.
        </Text>
        <Text size="sm" c="dimmed">
          Resuming is safe: what waits is asked for before it is sent, and a document that is handed
          over again is recognised by its number and its amount.
        </Text>
        <Text size="sm" component="output">
          {sentenceOf(report, title)}
        </Text>
        {items && items.length > 0 && <Postings items={items} />}
        {isWhole && items?.length === 0 && (
          <Empty title={`${title} has nothing of ours that this database does not know.`} />
        )}
        {report.problem && <Failure problem={toProblem(report.problem)} onRetry={report.ask} />}
      </Stack>
    </Section>
  );
}

type Report = ReturnType<typeof useReport>;

/** Page after page, until the system has no more: each may be empty with another behind it. */
function useReport(name: string, since: string) {
  const query = useInfiniteQuery({ ...unknownPostingsQuery(name, since), enabled: false });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  return {
    items: data?.pages.flatMap((page) => page.items),
    isWhole: data !== undefined && !hasNextPage && !error,
    isAsking: isFetching,
    problem: isFetching ? null : error,
    ask: () => void (data ? fetchNextPage() : refetch()),
  };
}

function sentenceOf({ items, isWhole, isAsking }: Report, title: string): string {
  if (isAsking) return `${title} is asked: ${formatCount(items?.length ?? 0)} listed so far.`;
  if (!isWhole || !items || items.length === 0) return '';
  const count = formatCount(items.length);
  return items.length === 1
    ? 'One posting is unknown to this database.'
    : `${count} postings are unknown to this database.`;
}

function Postings({ items }: { readonly items: readonly UnknownPosting[] }) {
  return (
    <DataTable
      label="Unknown postings"
      columns={COLUMNS}
      rows={items}
      rowId={({ reference }) => reference}
      total={items.length}
      height="420px"
      minWidth={FITS_PX}
    />
  );
}

function save(name: string, items: readonly UnknownPosting[]): void {
  const header = ['number', 'amount', 'currency', 'day', 'their number', 'place', 'our reference'];
  const rows = items.map(({ number, value, day, externalReference, place, reference }) => [
    ...[number, value?.amount, value?.currency, day, externalReference, place, reference],
  ]);
  download(`kontor_unknown-postings_${name}.csv`, toCsv(header, rows));
}

const COLUMNS: readonly Column<UnknownPosting>[] = [
  { id: 'number', header: 'Number', width: 'minmax(132px, 2fr)', cell: ({ number }) => number },
  {
    id: 'amount',
    header: 'Amount',
    width: MONEY_PX,
    align: 'right',
    cell: ({ value }) => value && <Money value={value} />,
  },
  { id: 'day', header: 'Noted on', width: DAY_PX, cell: ({ day }) => day && <Day day={day} /> },
  {
    id: 'theirs',
    header: 'Their number',
    width: 'minmax(176px, 2fr)',
    cell: ({ externalReference, place }) => [externalReference, place].filter(Boolean).join(' · '),
  },
];

/** The columns at their narrowest. */
const FITS_PX = 520;
