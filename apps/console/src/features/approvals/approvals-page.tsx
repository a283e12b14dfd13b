/** What waits for a second person: what changes, for whom, by whom asked, and either answer. */

import type { Approval } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  Age,
  type Column,
  DataTable,
  Empty,
  ListAndDetail,
  Money,
  Page,
  Panel,
  Stack,
  Text,
} from '../../ui/index.ts';
import { ApprovalDetail } from './approval-detail.tsx';
import { approvalsQuery } from './approvals-query.ts';

export function ApprovalsPage() {
  const { selected } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(approvalsQuery());
  const select = ({ id }: Approval) => void navigate({ search: { selected: id }, replace: true });
  return (
    <Page title="Approvals" lead={LEAD}>
      <Panel query={query} permission="exceptions:read">
        {({ items, more }) => {
          const chosen = items.find(({ id }) => id === selected);
          return (
            <ListAndDetail
              list={
                <Stack gap="xs">
                  <DataTable
                    label="Approvals"
                    minWidth={440}
                    columns={COLUMNS}
                    rows={items}
                    rowId={({ id }) => id}
                    rowVersion={({ version }) => version}
                    selected={selected}
                    onSelect={select}
                    total={items.length}
                    empty={<Empty title={NOTHING} />}
                  />
                  {more && <Text c="dimmed">There are more; these have waited longest.</Text>}
                </Stack>
              }
              detail={<Detail chosen={chosen} isEmpty={items.length === 0} asked={selected} />}
            />
          );
        }}
      </Panel>
    </Page>
  );
}

type DetailProps = {
  readonly chosen: Approval | undefined;
  readonly isEmpty: boolean;
  readonly asked: string | undefined;
};

function Detail({ chosen, isEmpty, asked }: DetailProps) {
  if (chosen) return <ApprovalDetail key={chosen.id} approval={chosen} />;
  if (asked !== undefined) return <Text>It does not wait any more: somebody has decided.</Text>;
  if (isEmpty) return null;
  return <Text c="dimmed">Choose one to see what it changes.</Text>;
}

const COLUMNS: readonly Column<Approval>[] = [
  { id: 'title', header: 'What', cell: ({ title }) => <span title={title}>{title}</span> },
  {
    id: 'value',
    header: 'Worth',
    width: 120,
    align: 'right',
    cell: ({ totals: [first, second] }) =>
      first ? second ? 'several' : <Money value={first} /> : '–',
  },
  {
    id: 'by',
    header: 'Asked by',
    width: 88,
    cell: ({ requestedBy: { name, id } }) => <span title={id}>{name}</span>,
  },
  {
    id: 'age',
    header: 'Waits',
    width: 64,
    align: 'right',
    cell: ({ requestedAt }) => <Age since={requestedAt} />,
  },
];
const route = getRouteApi('/approvals');
const LEAD = 'What somebody asked for and nobody does alone. Nothing of it has happened yet.';
const NOTHING = 'Nothing waits for a second person. What needs one appears here by itself.';
