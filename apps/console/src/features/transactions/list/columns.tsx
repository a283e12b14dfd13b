/** The columns of the list: wide for what is read, narrow for what is compared. */

import type { ConsoleTransactionRow } from '@kontor/contracts';
import { toDate } from '../../../lib/clock.ts';
import {
  Age,
  type Column,
  Duration,
  Instant,
  Money,
  Party,
  State,
  Text,
} from '../../../ui/index.ts';
import { KIND_WORDS } from './words.ts';

export const COLUMNS: readonly Column<ConsoleTransactionRow>[] = [
  { id: 'state', header: 'State', width: 168, cell: ({ state }) => <State state={state} /> },
  {
    id: 'document',
    header: 'Document',
    width: 'minmax(150px, 1.1fr)',
    cell: ({ number, kind }) => (
      <>
        {number}
        {kind !== 'invoice' && (
          <Text span size="sm" c="dimmed">
            {' '}
            {KIND_WORDS[kind].toLowerCase()}
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'party',
    header: 'Party',
    width: 'minmax(120px, 1.2fr)',
    cell: ({ party, customer }) =>
      party === undefined ? (customer ?? '–') : <Party name={party} number={customer} />,
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 136,
    align: 'right',
    cell: ({ amount }) => (amount ? <Money value={amount} /> : '–'),
  },
  {
    id: 'standing',
    header: 'Where it stands',
    width: 'minmax(160px, 2fr)',
    cell: ({ standing }) => (
      <Text span inherit title={standing}>
        {standing}
      </Text>
    ),
  },
  { id: 'entity', header: 'Entity', width: 64, cell: ({ legalEntity }) => legalEntity },
  {
    id: 'accepted',
    header: 'Accepted',
    width: 140,
    cell: ({ acceptedAt }) => <Instant at={acceptedAt} />,
  },
  {
    id: 'age',
    header: 'Took',
    width: 104,
    align: 'right',
    cell: (row) => <Took row={row} />,
  },
];

/** How long it took, or how long it is under way already. */
function Took({ row }: { readonly row: ConsoleTransactionRow }) {
  const { acceptedAt, finishedAt, isLate } = row;
  if (finishedAt !== undefined) {
    return <Duration ms={toDate(finishedAt).getTime() - toDate(acceptedAt).getTime()} />;
  }
  if (!isLate) return <Age since={acceptedAt} />;
  return (
    <Text span inherit fw={600}>
      late, <Age since={acceptedAt} />
    </Text>
  );
}
