/** The queue as a list. */

import type { ExceptionLine } from '@kontor/contracts';
import type { ReactNode } from 'react';
import { type Column, DataTable, Instant, Money, State, Text } from '../../ui/index.ts';

export type ExceptionListProps = {
  readonly rows: readonly ExceptionLine[];
  readonly total: number;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly empty: ReactNode;
};

export function ExceptionList(props: ExceptionListProps) {
  const { rows, total, selected, onSelect, hasMore, loadMore, empty } = props;
  return (
    <DataTable
      label="Exceptions"
      minWidth={440}
      columns={COLUMNS}
      rows={rows}
      rowId={({ id }) => id}
      rowVersion={({ version }) => version}
      selected={selected}
      onSelect={({ id }) => onSelect(id)}
      total={total}
      hasMore={hasMore}
      loadMore={loadMore}
      empty={empty}
    />
  );
}

/** Which document it is about, or who paid; what is the matter stands beside it. */
function What({ line }: { readonly line: ExceptionLine }) {
  const { state, number, party, title, causeTitle } = line;
  const subject = number ?? party;
  return (
    <span title={title}>
      <State state={state} shapeOnly /> {subject ?? title}{' '}
      {subject !== undefined && (
        <Text span inherit c="dimmed">
          {causeTitle}
        </Text>
      )}
    </span>
  );
}

const COLUMNS: readonly Column<ExceptionLine>[] = [
  {
    id: 'what',
    header: 'What',
    cell: (line) => <What line={line} />,
  },
  {
    id: 'value',
    header: 'Worth',
    width: 116,
    align: 'right',
    cell: ({ value }) => (value ? <Money value={value} /> : '–'),
  },
  {
    id: 'due',
    header: 'Due',
    width: 104,
    cell: ({ dueAt, resolved }) => (
      <Instant at={resolved ? resolved.at : dueAt} relative={resolved === undefined} />
    ),
  },
  {
    id: 'assignee',
    header: 'With',
    width: 76,
    cell: ({ assignee, resolved }) =>
      resolved ? (
        <span title={resolved.by}>{resolved.by}</span>
      ) : assignee ? (
        <span title={assignee.id}>{assignee.name}</span>
      ) : (
        <Text span c="dimmed">
          nobody
        </Text>
      ),
  },
];
