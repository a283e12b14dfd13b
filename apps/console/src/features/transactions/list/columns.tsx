/** The columns of the list: wide for what is read, narrow for what is compared. */

import type { ConsoleTransactionRow } from '@kontor/contracts';
import { toDate, today } from '../../../lib/clock.ts';
import { formatDay } from '../../../lib/format.ts';
import { Age, type Column, Day, Duration, Instant, Money, State, Text } from '../../../ui/index.ts';
import { KIND_WORDS } from './words.ts';

export const COLUMNS: readonly Column<ConsoleTransactionRow>[] = [
  {
    id: 'state',
    header: 'State',
    width: 164,
    cell: ({ state, stateWord }) => <State state={state}>{stateWord}</State>,
  },
  {
    id: 'document',
    header: 'Document',
    width: 'minmax(132px, 1fr)',
    cell: (row) => <DocumentCell row={row} />,
  },
  {
    id: 'party',
    header: 'Party',
    width: 'minmax(120px, 1fr)',
    cell: ({ party, customer }) => <Cut text={party ?? customer ?? '–'} />,
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 112,
    align: 'right',
    cell: ({ amount }) => (amount ? <Money value={amount} /> : '–'),
  },
  {
    id: 'standing',
    header: 'Where it stands',
    width: 'minmax(136px, 1.2fr)',
    cell: ({ standing }) => <Cut text={standing} />,
  },
  { id: 'entity', header: 'Entity', width: 48, cell: ({ legalEntity }) => legalEntity },
  {
    id: 'accepted',
    header: 'Accepted',
    width: 112,
    align: 'right',
    cell: (row) => <Accepted row={row} />,
  },
];

/** An invoice is the usual; what else it is, is said beside the number. */
function DocumentCell({ row: { number, kind } }: { readonly row: ConsoleTransactionRow }) {
  if (kind === 'invoice') return <Cut text={number} />;
  const word = KIND_WORDS[kind].toLowerCase();
  return (
    <Text span inherit title={`${number} ${word}`}>
      {number}{' '}
      <Text span size="sm" c="dimmed">
        {word}
      </Text>
    </Text>
  );
}

/** What does not fit is told by the pointer. */
function Cut({ text }: { readonly text: string }) {
  return (
    <Text span inherit title={text}>
      {text}
    </Text>
  );
}

/** When it came in, and how long it took or is under way. */
function Accepted({ row }: { readonly row: ConsoleTransactionRow }) {
  const isToday = formatDay(row.acceptedAt.slice(0, 10)) === formatDay(today());
  return (
    <>
      {isToday ? (
        <Instant at={row.acceptedAt} timeOnly />
      ) : (
        <Day day={row.acceptedAt.slice(0, 10)} />
      )}
      {', '}
      <Took row={row} />
    </>
  );
}

/** How long it took, or how long it is under way already. */
function Took({ row }: { readonly row: ConsoleTransactionRow }) {
  const { acceptedAt, finishedAt, isLate } = row;
  if (finishedAt !== undefined) {
    const ms = toDate(finishedAt).getTime() - toDate(acceptedAt).getTime();
    return (
      <Text span size="sm" c="dimmed">
        <Duration ms={ms} />
      </Text>
    );
  }
  if (!isLate) return <Age since={acceptedAt} />;
  return (
    <Text span inherit fw={600}>
      late, <Age since={acceptedAt} />
    </Text>
  );
}
