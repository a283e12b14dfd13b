/** Open items: what customers owe, the suggested ones first. */

import { type Column, DataTable, Day, DAY_PX, Empty, Money, Text } from '../../ui/index.ts';
import { PANE_HEIGHT } from './line-pane.tsx';
import type { ItemRow, Rows } from './use-workspace.ts';

export type ItemPaneProps = Rows<ItemRow> & {
  readonly marked: ReadonlySet<string>;
  readonly onMark: (item: ItemRow) => void;
  readonly isFiltered: boolean;
};

export function ItemPane({ rows, hasMore, loadMore, marked, onMark, isFiltered }: ItemPaneProps) {
  return (
    <DataTable
      label="Open items"
      columns={COLUMNS}
      rows={rows}
      rowId={({ id }) => id}
      rowVersion={({ version }) => version}
      onOpen={onMark}
      marked={marked}
      onMark={onMark}
      {...{ hasMore, loadMore }}
      height={PANE_HEIGHT}
      minWidth={400}
      empty={
        <Empty title={isFiltered ? 'No open item fits these filters.' : 'Nobody owes anything.'} />
      }
    />
  );
}

const COLUMNS: readonly Column<ItemRow>[] = [
  {
    id: 'due',
    header: 'Due',
    width: DAY_PX,
    cell: ({ dueDay, documentDay }) => <Day day={dueDay ?? documentDay} />,
  },
  {
    id: 'document',
    header: 'Document and customer',
    cell: ({ number, kind, party, customer, confidence }) => (
      <span title={[number, party, customer].filter(Boolean).join(' · ')}>
        {confidence !== undefined && <strong>{confidence} % </strong>}
        {number}
        <Text span inherit c="dimmed">
          {kind === 'credit-note' ? ' · credit note' : ''}
          {` · ${party ?? customer}`}
        </Text>
      </span>
    ),
  },
  {
    id: 'open',
    header: 'Open',
    width: 112,
    align: 'right',
    cell: ({ open, overdueDays }) => <Money value={open} atRisk={overdueDays !== undefined} />,
  },
];
