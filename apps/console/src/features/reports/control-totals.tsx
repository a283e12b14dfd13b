/** Control totals: what came in is what went out, was refused, is stopped or on its way. */

import type { ControlTotals as Totals } from '@kontor/contracts';
import { transactionsWith } from '../../lib/lists.ts';
import { type Column, Count, DataTable, Empty, Link, Money, State } from '../../ui/index.ts';
import { type About, ReportSection } from './report-section.tsx';

export type ControlTotalsProps = {
  readonly rows: Totals['rows'];
  readonly about: About;
  /** What people call a process. */
  readonly titles: ReadonlyMap<string, string>;
};

type Row = Totals['rows'][number];

export function ControlTotals({ rows, about, titles }: ControlTotalsProps) {
  const unbalanced = rows.filter(({ balanced }) => !balanced).length;
  const lead =
    unbalanced === 0
      ? 'What was accepted is what was done, refused, stopped or is on its way, to the cent.'
      : `${unbalanced} of ${rows.length} lines do not add up: someone must look at once.`;
  return (
    <ReportSection
      title="Control totals"
      lead={lead}
      about={about}
      csv={{ name: 'control-totals', header: HEADER, rows: rows.map(toRow) }}
    >
      <DataTable
        label="Control totals"
        columns={columnsFor(about, titles)}
        rows={rows}
        rowId={({ process, legalEntity, currency }) => `${process} ${legalEntity} ${currency}`}
        height="480px"
        empty={<Empty title="Nothing was accepted on these days." />}
      />
    </ReportSection>
  );
}

function columnsFor(
  { from, to }: About,
  titles: ReadonlyMap<string, string>,
): readonly Column<Row>[] {
  const counted = (id: Status, header: string, status: string): Column<Row> => ({
    id,
    header,
    width: 56,
    align: 'right',
    cell: (row) => {
      const { process, legalEntity } = row;
      if (row[id].count === 0) return '–';
      return (
        <Link {...transactionsWith({ process, legalEntity, status, from, until: to })}>
          <Count value={row[id].count} />
        </Link>
      );
    },
  });
  return [
    {
      id: 'process',
      header: 'Process',
      width: 'minmax(120px, 1fr)',
      cell: ({ process }) => titles.get(process) ?? process,
    },
    { id: 'entity', header: 'Company', width: 60, cell: ({ legalEntity }) => legalEntity },
    {
      id: 'accepted',
      header: 'Accepted',
      width: 60,
      align: 'right',
      cell: ({ accepted }) => <Count value={accepted.count} />,
    },
    amount('accepted', 'Amount accepted'),
    counted('done', 'Done', 'done'),
    amount('done', 'Amount done'),
    counted('working', 'Working', 'working'),
    counted('parked', 'Parked', 'parked'),
    counted('refused', 'Refused', 'refused'),
    counted('cancelled', 'Cancelled', 'cancelled'),
    {
      id: 'balanced',
      header: 'Adds up',
      width: 72,
      cell: ({ balanced }) => (
        <State state={balanced ? 'done' : 'refused'}>{balanced ? 'Yes' : 'No'}</State>
      ),
    },
  ];
}

function amount(id: 'accepted' | 'done', header: string): Column<Row> {
  return {
    id: `${id}-amount`,
    header,
    width: 124,
    align: 'right',
    cell: (row) => <Money value={{ amount: row[id].amount, currency: row.currency }} />,
  };
}

type Status = 'done' | 'working' | 'waiting' | 'parked' | 'refused' | 'cancelled' | 'takenBack';
const STATUSES: readonly Status[] = [
  'done',
  'working',
  'waiting',
  'parked',
  'refused',
  'cancelled',
  'takenBack',
];
const HEADER = [
  'process',
  'company',
  'currency',
  'accepted',
  'amount accepted',
  ...STATUSES.flatMap((status) => [status, `amount ${status}`]),
  'adds up',
];

function toRow(row: Row) {
  return [
    row.process,
    row.legalEntity,
    row.currency,
    row.accepted.count,
    row.accepted.amount,
    ...STATUSES.flatMap((status) => [row[status].count, row[status].amount]),
    row.balanced ? 'yes' : 'no',
  ];
}
