/** Payments out, newest first: how far each batch is, here and at the bank. */

import type { PaymentBatchStanding } from '@kontor/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { payment } from '../../lib/lists.ts';
import {
  Checkbox,
  type Column,
  DataTable,
  Day,
  DAY_PX,
  Empty,
  Filters,
  FilterSelect,
  Instant,
  Link,
  Money,
  MONEY_PX,
  Page,
  Panel,
  Stack,
  State,
} from '../../ui/index.ts';
import {
  entitiesQuery,
  type PaymentsSearch,
  paymentsQuery,
  SENDING_STATUSES,
  validatePaymentsSearch,
} from './payments-query.ts';
import { atBank, SENDING } from './words.ts';

export function PaymentsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(paymentsQuery(search));
  const set = (change: Change) =>
    void navigate({ search: validatePaymentsSearch({ ...search, ...change }), replace: true });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Page title="Payments" lead="What leaves our accounts: released here, followed at the bank.">
      <Stack gap="md">
        <PaymentFilters search={search} onChange={set} />
        <Panel query={query} permission="payments:read">
          {({ pages }) => (
            <DataTable
              label="Payment batches"
              columns={COLUMNS}
              rows={pages.flatMap(({ items }) => items)}
              rowId={({ id }) => id}
              rowVersion={(row) => `${row.status} ${atBank(row)}`}
              onOpen={({ id }) => void navigate(payment(id))}
              hasMore={query.hasNextPage}
              loadMore={() => {
                if (!query.isFetchingNextPage) void query.fetchNextPage();
              }}
              empty={<Empty title={isFiltered ? NOTHING_SO : NOTHING} />}
            />
          )}
        </Panel>
      </Stack>
    </Page>
  );
}

type Change = { readonly [Name in keyof PaymentsSearch]?: PaymentsSearch[Name] };

type PaymentFiltersProps = {
  readonly search: PaymentsSearch;
  readonly onChange: (change: Change) => void;
};

function PaymentFilters({ search, onChange }: PaymentFiltersProps) {
  const entities = useQuery(entitiesQuery());
  return (
    <Filters>
      <FilterSelect
        label="State"
        value={search.status}
        options={SENDING_STATUSES.map((value) => ({ value, label: SENDING[value].word }))}
        onChange={(chosen) =>
          onChange({ status: SENDING_STATUSES.find((known) => known === chosen) })
        }
      />
      <FilterSelect
        label="Company"
        value={search.legalEntity}
        options={(entities.data?.items ?? []).map(({ code, name }) => ({
          value: code,
          label: `${code} ${name}`,
        }))}
        onChange={(legalEntity) => onChange({ legalEntity })}
      />
      <Checkbox
        label="Rejected or contradicted"
        checked={search.trouble === true}
        onChange={({ currentTarget }) => onChange({ trouble: currentTarget.checked || undefined })}
      />
    </Filters>
  );
}

const COLUMNS: readonly Column<PaymentBatchStanding>[] = [
  {
    id: 'number',
    header: 'Batch',
    width: 'minmax(120px, 1fr)',
    cell: ({ id, number }) => <Link {...payment(id)}>{number}</Link>,
  },
  { id: 'entity', header: 'Entity', width: 56, cell: ({ legalEntity }) => legalEntity },
  {
    id: 'state',
    header: 'State',
    width: 160,
    cell: ({ status }) => <State state={SENDING[status].state}>{SENDING[status].word}</State>,
  },
  { id: 'bank', header: 'At the bank', width: 'minmax(180px, 2fr)', cell: atBank },
  {
    id: 'total',
    header: 'Total',
    width: MONEY_PX,
    align: 'right',
    cell: ({ total }) => <Money value={total} />,
  },
  {
    id: 'day',
    header: 'Paid on',
    width: DAY_PX,
    cell: ({ executionDay }) => <Day day={executionDay} />,
  },
  {
    id: 'accepted',
    header: 'Ordered',
    width: 136,
    align: 'right',
    cell: ({ acceptedAt }) => <Instant at={acceptedAt} />,
  },
];

const NOTHING = 'No payments were ordered yet. Applications order them through the API.';
const NOTHING_SO = 'No batch of payments is so.';
const route = getRouteApi('/payments');
