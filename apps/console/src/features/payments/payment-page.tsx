/** One batch of payments: what was ordered, and every transfer as the bank told of it. */

import type { PaymentBatchStanding, PaymentTransferStanding } from '@kontor/contracts';
import { PAYMENT_STATUSES } from '@kontor/canon';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatCount, formatDay, formatMoney } from '../../lib/format.ts';
import { transaction } from '../../lib/lists.ts';
import {
  Checkbox,
  Code,
  type Column,
  DataTable,
  Empty,
  Facts,
  Figure,
  Figures,
  Filters,
  Instant,
  Link,
  ListAndDetail,
  Money,
  Page,
  Panel,
  Section,
  Stack,
  State,
} from '../../ui/index.ts';
import {
  paymentQuery,
  type PaymentSearch,
  transfersQuery,
  validatePaymentSearch,
} from './payments-query.ts';
import { TransferDetail } from './transfer-detail.tsx';
import { SENDING, sentenceCase, shownTransfer } from './words.ts';

export function PaymentPage() {
  const { id } = route.useParams();
  const query = useQuery(paymentQuery(id));
  const { data: batch } = query;
  return (
    <Page
      title={batch ? `Payments ${batch.number}` : 'Payments'}
      lead={batch && leadOf(batch)}
      actions={<Link {...transaction(id)}>Its story</Link>}
    >
      <Panel query={query} permission="payments:read">
        {(shown) => (
          <Stack gap="xl">
            <AtBank batch={shown} />
            <Transfers id={id} />
          </Stack>
        )}
      </Panel>
    </Page>
  );
}

function AtBank({ batch }: { readonly batch: PaymentBatchStanding }) {
  const { state, word } = SENDING[batch.status];
  return (
    <Section title="At the bank" aside={<State state={state}>{word}</State>}>
      <Stack gap="md">
        <Figures>
          {batch.statuses.map(({ status, transfers, total }) => (
            <Figure
              key={status ?? 'none'}
              label={status === undefined ? 'Not reported' : sentenceCase(PAYMENT_STATUSES[status])}
              value={formatCount(transfers)}
              note={<Money value={total} />}
            />
          ))}
        </Figures>
        <Facts
          items={[
            { term: 'Message to the bank', value: <Code>{batch.messageId}</Code> },
            { term: 'From account', value: batch.account },
            {
              term: 'Last report',
              value: batch.reportedAt === undefined ? '–' : <Instant at={batch.reportedAt} />,
            },
          ]}
        />
      </Stack>
    </Section>
  );
}

function Transfers({ id }: { readonly id: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(transfersQuery(id, search));
  const set = (change: PaymentSearch) =>
    void navigate({ search: validatePaymentSearch({ ...search, ...change }), replace: true });
  return (
    <Section title="Transfers">
      <Stack gap="sm">
        <Filters>
          <Checkbox
            label="Rejected or contradicted"
            checked={search.trouble === true}
            onChange={({ currentTarget }) => set({ trouble: currentTarget.checked || undefined })}
          />
        </Filters>
        <Panel query={query} permission="payments:read">
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            const selected = rows.find(({ endToEndId }) => endToEndId === search.transfer);
            const table = (
              <DataTable
                label="Transfers"
                columns={COLUMNS}
                rows={rows}
                rowId={({ endToEndId }) => endToEndId}
                rowVersion={(row) => shownTransfer(row).word}
                selected={search.transfer}
                onSelect={({ endToEndId }) => set({ transfer: endToEndId })}
                hasMore={query.hasNextPage}
                loadMore={() => {
                  if (!query.isFetchingNextPage) void query.fetchNextPage();
                }}
                empty={<Empty title="No transfer of this batch is so." />}
                minWidth={540}
              />
            );
            if (!selected) return table;
            return <ListAndDetail list={table} detail={<TransferDetail transfer={selected} />} />;
          }}
        </Panel>
      </Stack>
    </Section>
  );
}

function leadOf({ transfers, total, executionDay, legalEntity }: PaymentBatchStanding): string {
  const count = transfers === 1 ? 'One transfer' : `${formatCount(transfers)} transfers`;
  return `${count}, ${formatMoney(total)}, ordered for ${formatDay(executionDay)} · ${legalEntity}`;
}

const COLUMNS: readonly Column<PaymentTransferStanding>[] = [
  {
    id: 'state',
    header: 'At the bank',
    width: 168,
    cell: (row) => {
      const { state, word } = shownTransfer(row);
      return <State state={state}>{word}</State>;
    },
  },
  {
    id: 'creditor',
    header: 'Paid to',
    width: 'minmax(104px, 2fr)',
    cell: ({ creditor }) => creditor.name,
  },
  {
    id: 'reference',
    header: 'End-to-end id',
    width: 'minmax(96px, 1fr)',
    cell: ({ endToEndId }) => endToEndId,
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 112,
    align: 'right',
    cell: ({ amount }) => <Money value={amount} />,
  },
];

const route = getRouteApi('/payments/$id');
