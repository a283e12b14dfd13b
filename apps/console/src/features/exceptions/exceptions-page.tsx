/** What needs somebody: grouped by cause, listed by what is due, one of them beside the list. */

import type { ExceptionSummary, listConsoleExceptions } from '@kontor/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReplyOf } from '../../lib/call.ts';
import { formatCount } from '../../lib/format.ts';
import { useMay } from '../../lib/viewer.ts';
import {
  Button,
  Count,
  Empty,
  Group,
  Link,
  ListAndDetail,
  Page,
  Panel,
  Stack,
  Text,
} from '../../ui/index.ts';
import { BatchDialog } from './batch-dialog.tsx';
import { BatchesUnderWay } from './batches-under-way.tsx';
import { CauseGroups } from './cause-groups.tsx';
import { ExceptionDetail } from './exception-detail.tsx';
import { ExceptionFilters } from './exception-filters.tsx';
import { ExceptionList } from './exception-list.tsx';
import { type ExceptionsSearch, filterOf, queueQuery } from './exceptions-search.ts';
import { Totals } from './totals.tsx';

export function ExceptionsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(queueQuery(search));
  const [isDeciding, setDeciding] = useState(false);
  const mayDecide = useMay('exceptions:resolve');
  const change = (part: Partial<ExceptionsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <Page title="Exceptions" lead={LEAD}>
      <Stack gap="md">
        <BatchesUnderWay />
        <ExceptionFilters search={search} onChange={change} />
        <Panel query={query} permission="exceptions:read">
          {({ pages }) => {
            const summary = summaryOf(pages);
            const rows = pages.flatMap(({ items }) => items);
            const isOpen = search.status === undefined;
            return (
              <Stack gap="md">
                <CauseGroups search={search} summary={summary} />
                <Group justify="space-between" align="center">
                  <SummaryLine summary={summary} />
                  {mayDecide && isOpen && summary.count > 1 && (
                    <Button variant="default" onClick={() => setDeciding(true)}>
                      {`Decide about all ${formatCount(summary.count)}…`}
                    </Button>
                  )}
                </Group>
                <ListAndDetail
                  list={
                    <ExceptionList
                      rows={rows}
                      total={summary.count}
                      selected={search.selected}
                      onSelect={(selected) => change({ selected })}
                      hasMore={query.hasNextPage}
                      loadMore={() => void query.fetchNextPage()}
                      empty={<NothingHere search={search} />}
                    />
                  }
                  detail={<Detail selected={search.selected} isEmpty={rows.length === 0} />}
                />
                <BatchDialog
                  opened={isDeciding}
                  onClose={() => setDeciding(false)}
                  filter={filterOf(search)}
                />
              </Stack>
            );
          }}
        </Panel>
      </Stack>
    </Page>
  );
}

function Detail({
  selected,
  isEmpty,
}: {
  readonly selected: string | undefined;
  readonly isEmpty: boolean;
}) {
  if (selected !== undefined) return <ExceptionDetail key={selected} id={selected} />;
  if (isEmpty) return null;
  return (
    <Text c="dimmed">
      Choose one to see what happened and what can be done. The keys j and k go through the list.
    </Text>
  );
}

function SummaryLine({ summary }: { readonly summary: ExceptionSummary }) {
  const { count, overdue, totals } = summary;
  if (count === 0) return <span />;
  return (
    <Group gap="lg">
      <Text>
        <Count value={count} /> {count === 1 ? 'exception' : 'exceptions'}
        {overdue > 0 && (
          <>
            , <Count value={overdue} /> late
          </>
        )}
      </Text>
      <Totals totals={totals} />
    </Group>
  );
}

function NothingHere({ search }: { readonly search: ExceptionsSearch }) {
  const isFiltered = Object.values(filterOf(search)).some((value) => value !== undefined);
  if (!isFiltered) {
    return <Empty title="Nothing needs anybody. What gets stuck appears here by itself." />;
  }
  return (
    <Empty
      title="No exception fits these filters."
      action={
        <Link to="/exceptions" search={{}}>
          Show all that are open
        </Link>
      }
    />
  );
}

type QueuePage = ReplyOf<typeof listConsoleExceptions>;

/** The first page comes with it. */
function summaryOf(pages: readonly QueuePage[]): ExceptionSummary {
  return pages[0]?.summary ?? { count: 0, overdue: 0, totals: [], groups: [], connections: [] };
}

const route = getRouteApi('/exceptions');
const LEAD = 'What a person must decide, with the steps that solve it.';
