/** Where is my invoice? The list of transactions; its address holds everything that is set. */

import type { ConsoleTransactionRow, Total } from '@kontor/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatCount } from '../../../lib/format.ts';
import {
  Button,
  DataTable,
  Empty,
  Page,
  Panel,
  SegmentedControl,
  Stack,
} from '../../../ui/index.ts';
import { COLUMNS } from './columns.tsx';
import { ListFilters } from './list-filters.tsx';
import { transactionsQuery } from './transactions-query.ts';
import { type TransactionsSearch, validateTransactionsSearch } from './transactions-search.ts';
import { ViewsBar } from './views-bar.tsx';

export function TransactionsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(transactionsQuery(search));
  const first = query.data?.pages[0];
  const show = (wanted: TransactionsSearch) => void navigate({ search: wanted, replace: true });
  const change = (part: object) => show(validateTransactionsSearch({ ...search, ...part }));
  return (
    <Page
      title="Transactions"
      lead={leadOf(first?.total, search)}
      actions={<Order search={search} onChange={change} />}
    >
      <Stack gap="md">
        <ViewsBar search={search} onShow={show} />
        <ListFilters
          search={search}
          choices={first?.choices}
          onChange={change}
          onClear={() => show({})}
        />
        <Panel query={query} permission="transactions:read">
          {({ pages }) => (
            <DataTable
              label="Transactions"
              columns={COLUMNS}
              rows={pages.flatMap(({ items }) => items)}
              rowId={({ id }) => id}
              rowVersion={({ version, state }) => `${version} ${state}`}
              onOpen={({ id }: ConsoleTransactionRow) =>
                void navigate({ to: '/transactions/$id', params: { id }, search: { list: search } })
              }
              loadMore={() => {
                if (!query.isFetchingNextPage) void query.fetchNextPage();
              }}
              hasMore={query.hasNextPage}
              total={first?.total?.isExact ? first.total.count : undefined}
              empty={<NothingHere search={search} onClear={() => show({})} />}
            />
          )}
        </Panel>
      </Stack>
    </Page>
  );
}

type OrderProps = {
  readonly search: TransactionsSearch;
  readonly onChange: (change: object) => void;
};

function Order({ search, onChange }: OrderProps) {
  return (
    <SegmentedControl
      aria-label="Order"
      value={search.sort ?? 'newest'}
      onChange={(sort) => onChange({ sort })}
      data={[
        { value: 'newest', label: 'Newest first' },
        { value: 'oldest-unfinished', label: 'Oldest unfinished' },
      ]}
    />
  );
}

function NothingHere({
  search,
  onClear,
}: {
  readonly search: TransactionsSearch;
  readonly onClear: () => void;
}) {
  if (Object.keys(search).length === 0) {
    return <Empty title={NOTHING_YET} />;
  }
  const isLateOnly = search.late === true;
  return (
    <Empty
      title={isLateOnly ? 'Nothing is late.' : 'Nothing is like this.'}
      action={
        <Button variant="default" onClick={onClear}>
          Show all transactions
        </Button>
      }
    />
  );
}

function leadOf(total: Total | undefined, { late, sort }: TransactionsSearch): string {
  if (!total) return 'Everything that was handed over, and where it stands.';
  const noun = total.count === 1 && total.isExact ? 'transaction' : 'transactions';
  const count = `${total.isExact ? '' : 'More than '}${formatCount(total.count)} ${noun}`;
  const order = sort ? ', the oldest first' : ', the newest first';
  return `${count}${late ? ' under way for longer than promised' : ''}${order}.`;
}

const NOTHING_YET =
  'Nothing was handed over yet. The first invoice that an application sends appears here by itself.';

const route = getRouteApi('/transactions');
