/** Receipts: what came in, from whom, and what they wrote. */

import type { ReconciliationLine } from '@kontor/contracts';
import {
  type Column,
  DataTable,
  Day,
  DAY_PX,
  Empty,
  Forbidden,
  Money,
  State,
  Text,
} from '../../ui/index.ts';
import { MatchState } from './match-state.tsx';
import type { LineStatus } from './reconciliation-search.ts';
import type { Rows } from './use-workspace.ts';

export type LinePaneProps = Rows<ReconciliationLine> & {
  readonly isReadable: boolean;
  readonly status: LineStatus;
  readonly focused: string | undefined;
  readonly marked: ReadonlySet<string>;
  readonly onFocus: (line: ReconciliationLine) => void;
  readonly onMark: (line: ReconciliationLine) => void;
  /** Enter: takes the surest suggestion. */
  readonly onAccept: (line: ReconciliationLine) => void;
  readonly isFiltered: boolean;
};

export function LinePane(props: LinePaneProps) {
  const { rows, hasMore, loadMore, status, focused, marked } = props;
  if (!props.isReadable) return <Forbidden permission="bank:read" />;
  return (
    <DataTable
      label="Receipts"
      columns={status === 'matched' || status === 'returned' ? SETTLED : UNSETTLED}
      rows={rows}
      rowId={({ id }) => id}
      rowVersion={({ version }) => version}
      selected={focused}
      onSelect={props.onFocus}
      onOpen={props.onAccept}
      marked={marked}
      onMark={props.onMark}
      {...{ hasMore, loadMore }}
      height={PANE_HEIGHT}
      minWidth={400}
      empty={<Empty title={emptyTitle(status, props.isFiltered)} />}
    />
  );
}

function emptyTitle(status: LineStatus, isFiltered: boolean): string {
  if (isFiltered) return 'No receipt fits these filters.';
  if (status === 'unmatched')
    return 'Every receipt is matched. New ones appear with the next bank file.';
  return 'There is no such receipt.';
}

const DAY: Column<ReconciliationLine> = {
  id: 'day',
  header: 'Booked',
  width: DAY_PX,
  cell: ({ bookingDay }) => <Day day={bookingDay} />,
};
const SAID: Column<ReconciliationLine> = {
  id: 'text',
  header: 'Payer, and what they wrote',
  cell: ({ payer, payerAccount, text }) => (
    <span title={[payer, text].filter(Boolean).join(' · ')}>
      {payer ?? (payerAccount ? `Account …${payerAccount}` : 'Unknown')}
      {text !== undefined && (
        <Text span inherit c="dimmed">
          {` · ${text}`}
        </Text>
      )}
    </span>
  ),
};

const UNSETTLED: readonly Column<ReconciliationLine>[] = [
  DAY,
  SAID,
  {
    id: 'open',
    header: 'Unmatched',
    width: 112,
    align: 'right',
    cell: ({ open }) => <Money value={open} />,
  },
];

const SETTLED: readonly Column<ReconciliationLine>[] = [
  DAY,
  {
    id: 'pays',
    header: 'Payer, and what it pays',
    cell: (line) => <Pays {...line} />,
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 112,
    align: 'right',
    cell: ({ amount }) => <Money value={amount} />,
  },
];

function Pays({ matches, status, payer }: ReconciliationLine) {
  const numbers = matches.flatMap(({ items }) => items.map(({ number }) => number)).join(', ');
  return (
    <span title={[payer, numbers].filter(Boolean).join(' · ')}>
      {status === 'returned' && <State state="refused">Taken back by the bank</State>}
      {matches.map(
        ({ id, state }) => state !== 'posted' && <MatchState key={id} state={state} />,
      )}{' '}
      {payer}
      <Text span inherit c="dimmed">
        {` · ${numbers}`}
      </Text>
    </span>
  );
}

/** The window without what stands above the panes, and the bar below. */
export const PANE_HEIGHT = 'max(256px, calc(100dvh - 428px))';
