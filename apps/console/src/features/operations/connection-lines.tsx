/** Connections in one line each: can they take work, what waits, when will it be gone. */

import type { ConnectionLine } from '@kontor/contracts';
import { useNavigate } from '@tanstack/react-router';
import {
  Age,
  type Column,
  Count,
  DataTable,
  Empty,
  Health,
  Instant,
  Link,
} from '../../ui/index.ts';

export function ConnectionLines({ lines }: { readonly lines: readonly ConnectionLine[] }) {
  const navigate = useNavigate();
  return (
    <DataTable
      label="Connections"
      columns={COLUMNS}
      rows={lines}
      rowId={({ name }) => name}
      rowVersion={({ health }) => health}
      onOpen={({ name }) => void navigate({ to: '/connections/$name', params: { name } })}
      total={lines.length}
      empty={<Empty title="No connection is configured: the company’s settings name them." />}
    />
  );
}

const COLUMNS: readonly Column<ConnectionLine>[] = [
  {
    id: 'title',
    header: 'Connection',
    width: 'minmax(184px, 1.4fr)',
    cell: ({ name, title }) => (
      <Link to="/connections/$name" params={{ name }}>
        {title}
      </Link>
    ),
  },
  { id: 'health', header: 'State', width: 88, cell: ({ health }) => <Health health={health} /> },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 80,
    align: 'right',
    cell: ({ waiting }) => <Count value={waiting} />,
  },
  {
    id: 'oldest',
    header: 'Oldest',
    width: 88,
    align: 'right',
    cell: ({ oldestWaitingAt }) => (oldestWaitingAt ? <Age since={oldestWaitingAt} /> : '–'),
  },
  {
    id: 'rate',
    header: 'Per second',
    width: 88,
    align: 'right',
    cell: ({ deliveriesPerSecond }) => deliveriesPerSecond.toFixed(1),
  },
  {
    id: 'clear',
    header: 'Clear at',
    width: 88,
    align: 'right',
    cell: ({ clearAt, waiting }) => {
      if (waiting === 0) return 'now';
      return clearAt ? <Instant at={clearAt} timeOnly /> : '–';
    },
  },
  {
    id: 'sentence',
    header: 'In words',
    width: 'minmax(0, 4fr)',
    cell: ({ sentence }) => sentence,
  },
];
