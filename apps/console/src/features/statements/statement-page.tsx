/** One bank statement: its proof, its neighbours, and its entries with what matches them. */

import type { ConsoleStatement, ConsoleStatementEntry } from '@kontor/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatDay } from '../../lib/format.ts';
import { reconciliationOf, transaction } from '../../lib/lists.ts';
import {
  Code,
  type Column,
  DataTable,
  Empty,
  Figure,
  Figures,
  Filters,
  FilterSelect,
  Group,
  Instant,
  Link,
  Money,
  Page,
  Panel,
  Section,
  Stack,
  State,
  Text,
} from '../../ui/index.ts';
import { Reasons } from './reasons.tsx';
import { ENTRY_STATUSES, statementQuery } from './statements-query.ts';
import { ENTRY_STATES, FILE_STATES, shownLink } from './words.ts';

export function StatementPage() {
  const { statementId } = route.useParams();
  const { status } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(statementQuery(statementId, { status }));
  const statement = query.data?.pages[0]?.statement;
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const filter = (chosen: string | undefined) =>
    void navigate({
      search: { status: ENTRY_STATUSES.find((known) => known === chosen) },
      replace: true,
    });
  return (
    <Page
      title={statement ? `Statement ${statement.number}` : 'Statement'}
      lead={statement && leadOf(statement)}
      actions={statement && <Neighbours statement={statement} />}
    >
      <Panel query={query} permission="bank:read">
        {() =>
          statement && (
            <Stack gap="xl">
              <Proof statement={statement} />
              <AboutFile statement={statement} />
              <Section title="Entries">
                <Stack gap="sm">
                  <Filters>
                    <FilterSelect
                      label="Matched or not"
                      value={status}
                      onChange={filter}
                      options={ENTRY_STATUSES.map((value) => ({
                        value,
                        label: `${ENTRY_STATES[value].word} (${statement.byStatus[value]})`,
                      }))}
                    />
                  </Filters>
                  <DataTable
                    label="Entries"
                    columns={COLUMNS}
                    rows={entries}
                    rowId={({ id }) => id}
                    rowVersion={({ status: shown }) => shown}
                    hasMore={query.hasNextPage}
                    loadMore={() => void query.fetchNextPage()}
                    empty={<Empty title={emptyWords(statement, status !== undefined)} />}
                  />
                </Stack>
              </Section>
            </Stack>
          )
        }
      </Panel>
    </Page>
  );
}

function Proof({ statement }: { readonly statement: ConsoleStatement }) {
  const { opening, credits, debits, closing, reason } = statement;
  const { state, word } = shownLink(statement);
  const figure = (label: string, value: typeof opening) => (
    <Figure label={label} value={value ? <Money value={value} /> : '–'} />
  );
  return (
    <Section title="Proof" aside={<State state={state}>{word}</State>}>
      <Stack gap="sm">
        <Figures>
          {figure('Opening balance', opening)}
          {figure('In', credits)}
          {figure('Out', debits)}
          {figure('Closing balance', closing)}
        </Figures>
        {reason !== undefined && <p>{reason}</p>}
      </Stack>
    </Section>
  );
}

function AboutFile({ statement }: { readonly statement: ConsoleStatement }) {
  const { file } = statement;
  const { state, word } = FILE_STATES[file.status];
  return (
    <Section title="File" aside={<State state={state}>{word}</State>}>
      <Stack gap="sm">
        <Text>
          It came with{' '}
          <Link to="/statements" search={{ month: file.receivedAt.slice(0, 7), file: file.id }}>
            {file.name ?? file.format ?? 'its file'}
          </Link>{' '}
          on <Instant at={file.receivedAt} />. <Code>{file.id}</Code>
        </Text>
        {file.reasons && file.reasons.length > 0 && (
          <Reasons reasons={file.reasons} quoted={file.quoted} />
        )}
      </Stack>
    </Section>
  );
}

function Neighbours({ statement }: { readonly statement: ConsoleStatement }) {
  const { before, after } = statement;
  return (
    <Group gap="md">
      {before && (
        <Link to="/statements/$statementId" params={{ statementId: before.statement }}>
          ‹ {before.number}
        </Link>
      )}
      {after && (
        <Link to="/statements/$statementId" params={{ statementId: after.statement }}>
          {after.number} ›
        </Link>
      )}
    </Group>
  );
}

function leadOf({ accountName, account, toDay, fromDay, legalEntity }: ConsoleStatement): string {
  const days =
    fromDay === undefined || fromDay === toDay
      ? formatDay(toDay)
      : `${formatDay(fromDay)} to ${formatDay(toDay)}`;
  return [accountName ?? account, accountName && account, legalEntity, days]
    .filter(Boolean)
    .join(' · ');
}

function emptyWords({ status }: ConsoleStatement, isFiltered: boolean): string {
  if (isFiltered) return 'No entry of this statement is so.';
  if (status === 'quarantined') return 'Entries of a quarantined statement are not kept.';
  return 'Nothing moved: this statement has no entries.';
}

function Matched({ entry }: { readonly entry: ConsoleStatementEntry }) {
  const { id, status, matches } = entry;
  const match = matches[0];
  if (match?.transaction !== undefined) {
    return <Link {...transaction(match.transaction)}>{byWhom(match.rule)}</Link>;
  }
  if (status === 'open' || status === 'partly') {
    return <Link {...reconciliationOf(id)}>Match it</Link>;
  }
  return match ? byWhom(match.rule) : '–';
}

function byWhom(rule: string): string {
  return rule === 'person' ? 'A person' : 'A rule';
}

const COLUMNS: readonly Column<ConsoleStatementEntry>[] = [
  { id: 'position', header: '#', width: 32, align: 'right', cell: ({ position }) => position },
  {
    id: 'party',
    header: 'From or to',
    width: 'minmax(140px, 1fr)',
    cell: ({ counterparty }) => counterparty?.name ?? counterparty?.account ?? '–',
  },
  {
    id: 'text',
    header: 'What they wrote',
    width: 'minmax(160px, 2fr)',
    cell: ({ remittance, references }) => remittance ?? references.join(' ') ?? '–',
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 124,
    align: 'right',
    cell: ({ amount }) => <Money value={amount} />,
  },
  {
    id: 'open',
    header: 'Left to match',
    width: 112,
    align: 'right',
    cell: ({ open }) => (/[1-9]/.test(open.amount) ? <Money value={open} /> : '–'),
  },
  {
    id: 'state',
    header: 'State',
    width: 132,
    cell: ({ status }) => (
      <State state={ENTRY_STATES[status].state}>{ENTRY_STATES[status].word}</State>
    ),
  },
  { id: 'matched', header: 'By whom', width: 80, cell: (entry) => <Matched entry={entry} /> },
];

const route = getRouteApi('/statements/$statementId');
