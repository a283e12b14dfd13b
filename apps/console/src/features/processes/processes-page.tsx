/** How it works: every process, who answers for it, and how many transactions stand where. */

import type { ConsoleProcess } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { transactionsWith } from '../../lib/lists.ts';
import { type Column, Count, DataTable, Empty, Link, Page, Panel } from '../../ui/index.ts';
import { processesQuery } from './processes-query.ts';

export function ProcessesPage() {
  const navigate = route.useNavigate();
  const query = useQuery(processesQuery());
  const open = ({ name }: ConsoleProcess) =>
    void navigate({ to: '/processes/$process', params: { process: name } });
  return (
    <Page
      title="Processes"
      lead="What Kontor does with what it is given, step by step, and what stands on each step now."
    >
      <Panel query={query} permission="transactions:read">
        {({ items }) => (
          <DataTable
            label="Processes"
            columns={COLUMNS}
            rows={items}
            rowId={({ name }) => name}
            rowVersion={({ counts }) => Object.values(counts).join(' ')}
            onOpen={open}
            empty={<Empty title="This installation knows no process." />}
          />
        )}
      </Panel>
    </Page>
  );
}

const COLUMNS: readonly Column<ConsoleProcess>[] = [
  {
    id: 'title',
    header: 'Process',
    width: 'minmax(176px, 1fr)',
    cell: ({ name, title }) => (
      <Link to="/processes/$process" params={{ process: name }}>
        {title}
      </Link>
    ),
  },
  { id: 'owner', header: 'Owner', width: 136, cell: ({ owner }) => owner },
  counted('working', 'Working', 'working'),
  counted('waiting', 'Waiting', 'waiting'),
  counted('parked', 'Parked', 'parked'),
  { ...counted('inDoubt', 'In doubt'), width: 64 },
  { ...counted('doneToday', 'Done today', 'done'), width: 80 },
  { ...counted('refusedToday', 'Refused today', 'refused'), width: 96 },
];

function counted(
  id: keyof ConsoleProcess['counts'],
  header: string,
  status?: string,
): Column<ConsoleProcess> {
  return {
    id,
    header,
    width: 64,
    align: 'right',
    cell: ({ name, counts }) =>
      status === undefined || counts[id] === 0 ? (
        <Count value={counts[id]} />
      ) : (
        <Link {...transactionsWith({ process: name, status })}>
          <Count value={counts[id]} />
        </Link>
      ),
  };
}

const route = getRouteApi('/processes');
