/** What did not happen twice, one by one: where a number of the reports leads. */

import type { PreventedDuplicate } from '@kontor/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatCount } from '../../lib/format.ts';
import { statement, statementsWithFile, transaction } from '../../lib/lists.ts';
import {
  Code,
  type Column,
  Count,
  DataTable,
  Day,
  DAY_PX,
  Empty,
  FilterDays,
  Filters,
  FilterSelect,
  Instant,
  Link,
  Page,
  Panel,
  SegmentedControl,
  Stack,
} from '../../ui/index.ts';
import {
  preventedQuery,
  type PreventedSearch,
  validatePreventedSearch,
} from './prevented-query.ts';
import { PREVENTED } from './prevented-words.ts';
import { entitiesQuery, validateReportsSearch } from './reports-query.ts';

export function PreventedPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(preventedQuery(search));
  const rows = query.data?.pages.flatMap(({ items }) => items);
  const set = (change: Change) =>
    void navigate({ search: validatePreventedSearch({ ...search, ...change }), replace: true });
  return (
    <Page
      title="Duplicates prevented"
      lead={rows && leadOf(rows, query.hasNextPage)}
      actions={
        <Link to="/reports" search={validateReportsSearch(search)}>
          Back to the reports
        </Link>
      }
    >
      <Stack gap="md">
        <SegmentedControl
          aria-label="What came again"
          value={search.kind}
          data={PREVENTED.map(({ kind, name }) => ({ value: kind, label: name }))}
          onChange={(value) => set({ kind: PREVENTED.find(({ kind }) => kind === value)?.kind })}
        />
        <PreventedFilters search={search} onChange={set} />
        <Panel query={query} permission="reports:read">
          {({ pages }) => (
            <DataTable
              label="Duplicates prevented"
              columns={COLUMNS}
              rows={pages.flatMap(({ items }) => items)}
              rowId={(row) => `${row.day} ${row.legalEntity} ${row.subject.id} ${row.lastAt}`}
              hasMore={query.hasNextPage}
              loadMore={() => {
                if (!query.isFetchingNextPage) void query.fetchNextPage();
              }}
              empty={<Empty title="Nothing of this kind came twice on these days." />}
            />
          )}
        </Panel>
      </Stack>
    </Page>
  );
}

type Change = { readonly [Name in keyof PreventedSearch]?: PreventedSearch[Name] | undefined };

type PreventedFiltersProps = {
  readonly search: PreventedSearch;
  readonly onChange: (change: Change) => void;
};

function PreventedFilters({ search, onChange }: PreventedFiltersProps) {
  const entities = useQuery(entitiesQuery());
  return (
    <Filters>
      <FilterDays
        label="Days"
        value={{ from: search.from, until: search.to }}
        onChange={(days) => onChange({ from: days.from, to: days.until })}
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
    </Filters>
  );
}

function leadOf(rows: readonly PreventedDuplicate[], hasMore: boolean): string {
  const times = rows.reduce((total, row) => total + row.times, 0);
  const count = times === 1 ? 'Once' : `${formatCount(times)} times`;
  return `${hasMore ? 'More than ' : ''}${count}, answered without doing anything a second time.`;
}

function Subject({ subject }: Pick<PreventedDuplicate, 'subject'>) {
  const { kind, id, title } = subject;
  if (title === undefined) return <Code>{id}</Code>;
  if (kind === 'transaction') return <Link {...transaction(id)}>{title}</Link>;
  if (kind === 'bank-statement') return <Link {...statement(id)}>Statement {title}</Link>;
  return <Link {...statementsWithFile(id)}>{title}</Link>;
}

const COLUMNS: readonly Column<PreventedDuplicate>[] = [
  { id: 'subject', header: 'What was there before', cell: (row) => <Subject {...row} /> },
  { id: 'entity', header: 'Entity', width: 64, cell: ({ legalEntity }) => legalEntity },
  { id: 'day', header: 'Day', width: DAY_PX, cell: ({ day }) => <Day day={day} /> },
  {
    id: 'times',
    header: 'Times',
    width: 80,
    align: 'right',
    cell: ({ times }) => <Count value={times} />,
  },
  {
    id: 'last',
    header: 'Last at',
    width: 112,
    align: 'right',
    cell: ({ lastAt }) => <Instant at={lastAt} timeOnly />,
  },
];

const route = getRouteApi('/reports/duplicates');
