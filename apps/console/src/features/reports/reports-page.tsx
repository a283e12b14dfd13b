/** How we are doing, over some days: postings, exceptions, duplicates, matching, control totals. */

import type { ConsoleReports } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  Empty,
  FilterDays,
  Filters,
  FilterSelect,
  Instant,
  Page,
  Panel,
  Stack,
} from '../../ui/index.ts';
import { ControlTotals } from './control-totals.tsx';
import { daysBetween } from './days.ts';
import { Duplicates } from './duplicates.tsx';
import { Exceptions } from './exceptions.tsx';
import { Matching } from './matching.tsx';
import { Posting } from './posting.tsx';
import { entitiesQuery, reportsQuery, type ReportsSearch } from './reports-query.ts';

export function ReportsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(reportsQuery(search));
  const entities = useQuery(entitiesQuery());
  const set = (change: ReportsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const { from, to, asOf } = query.data ?? {};
  return (
    <Page
      title="Reports"
      lead={
        asOf !== undefined && (
          <>
            Days are UTC days. Counted at <Instant at={asOf} />.
          </>
        )
      }
    >
      <Stack gap="xl">
        <Filters {...chipsOf(search, set)}>
          <FilterDays
            label="Days"
            value={{ from: search.from ?? from, until: search.to ?? to }}
            onChange={(days) => set({ from: days.from, to: days.until })}
          />
          <FilterSelect
            label="Company"
            value={search.legalEntity}
            onChange={(legalEntity) => set({ legalEntity })}
            options={(entities.data?.items ?? []).map(({ code, name }) => ({
              value: code,
              label: `${code} ${name}`,
            }))}
          />
        </Filters>
        <Panel query={query} permission="reports:read">
          {(reports) => <Reports reports={reports} legalEntity={search.legalEntity} />}
        </Panel>
      </Stack>
    </Page>
  );
}

type ReportsProps = {
  readonly reports: ConsoleReports;
  readonly legalEntity: string | undefined;
};

function Reports({ reports, legalEntity }: ReportsProps) {
  const { from, to, firstDay } = reports;
  if (firstDay === undefined) {
    return <Empty title="Nothing was handed over yet: there is nothing to report." />;
  }
  const days = daysBetween(from, to);
  const about = { days, from, to, firstDay, legalEntity };
  return (
    <Stack gap="xl">
      {reports.posting.map((posting) => (
        <Posting key={posting.process} posting={posting} about={about} />
      ))}
      <Exceptions report={reports.exceptions} about={about} />
      <Duplicates report={reports.duplicates} about={about} />
      <Matching report={reports.matching} about={about} />
      <ControlTotals
        rows={reports.controlTotals}
        about={about}
        titles={new Map(reports.posting.map(({ process, title }) => [process, title]))}
      />
    </Stack>
  );
}

function chipsOf({ from, to, legalEntity }: ReportsSearch, set: (change: ReportsSearch) => void) {
  return {
    onClear: () => set({ from: undefined, to: undefined, legalEntity: undefined }),
    set: [
      ...(from === undefined && to === undefined
        ? []
        : [
            {
              words: `Days: ${from ?? '…'} to ${to ?? 'today'}`,
              onRemove: () => set({ from: undefined, to: undefined }),
            },
          ]),
      ...(legalEntity === undefined
        ? []
        : [{ words: legalEntity, onRemove: () => set({ legalEntity: undefined }) }]),
    ],
  };
}

const route = getRouteApi('/reports');
