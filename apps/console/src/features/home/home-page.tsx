/** The first page: how the connections are. Other places show what runs over them. */

import { type Connection, listConnections } from '@kontor/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { Age, type Column, Count, DataTable } from '../../ui/index.ts';
import { Empty, Health, Page, Panel, Section } from '../../ui/index.ts';

export const homeQuery = () =>
  queryOptions({
    queryKey: ['connections', 'home'],
    queryFn: ({ signal }) => call(listConnections, { signal }),
  });

export function HomePage() {
  const query = useQuery(homeQuery());
  return (
    <Page title="Overview" lead="What runs over which connection, and what waits.">
      <Section title="Connections">
        <Panel query={query} permission="connections:read">
          {({ items }) => (
            <DataTable
              label="Connections"
              columns={COLUMNS}
              rows={items}
              rowId={({ name }) => name}
              empty={<Empty title="No connection is configured." />}
            />
          )}
        </Panel>
      </Section>
    </Page>
  );
}

function healthOf({ state, breaker }: Connection) {
  if (state === 'paused') return 'paused';
  return breaker === 'closed' ? 'well' : 'down';
}

const COLUMNS: readonly Column<Connection>[] = [
  { id: 'title', header: 'Connection', cell: ({ title }) => title },
  {
    id: 'health',
    header: 'State',
    width: 120,
    cell: (connection) => <Health health={healthOf(connection)} />,
  },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 96,
    align: 'right',
    cell: ({ waiting }) => <Count value={waiting} />,
  },
  {
    id: 'oldest',
    header: 'Oldest',
    width: 120,
    align: 'right',
    cell: ({ oldestWaitingAt }) => (oldestWaitingAt ? <Age since={oldestWaitingAt} /> : '–'),
  },
];
