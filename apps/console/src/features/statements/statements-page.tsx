/** Whether the bank picture is complete: a month of every account, its chain, and its files. */

import type { AccountMonth, ConsoleStatements } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatDay } from '../../lib/format.ts';
import {
  Button,
  Empty,
  Filters,
  FilterSelect,
  Group,
  type MonthLine,
  MonthTable,
  Page,
  Panel,
  Section,
  Stack,
} from '../../ui/index.ts';
import { Chain } from './chain.tsx';
import { Files } from './files.tsx';
import { HandOver } from './hand-over.tsx';
import { statementsQuery, type StatementsSearch } from './statements-query.ts';
import { LEGEND, leadOf, monthAfter, noteOf, shownDay } from './words.ts';

export function StatementsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(statementsQuery(search));
  const { data } = query;
  const set = (change: StatementsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const shown = data && ofEntity(data, search.legalEntity);
  return (
    <Page
      title="Statements"
      lead={shown && leadOf(shown.accounts)}
      actions={data && <Months month={data.month} today={data.today} onChange={set} />}
    >
      <Panel query={query}>{(all) => <Month all={all} search={search} onChange={set} />}</Panel>
    </Page>
  );
}

type MonthProps = {
  readonly all: ConsoleStatements;
  readonly search: StatementsSearch;
  readonly onChange: (change: StatementsSearch) => void;
};

function Month({ all, search, onChange }: MonthProps) {
  const navigate = route.useNavigate();
  const { accounts, files, today } = ofEntity(all, search.legalEntity);
  if (all.accounts.length === 0) {
    return <Empty title="None of your companies has a bank account in Kontor yet." />;
  }
  const account =
    accounts.find(({ id }) => id === search.account) ?? accounts.find(isTroubled) ?? accounts[0];
  const open = (statementId: string) =>
    void navigate({ to: '/statements/$statementId', params: { statementId } });
  return (
    <Stack gap="xl">
      <Stack gap="md">
        <Entities all={all} {...{ search, onChange }} />
        <MonthTable
          label={`Statements of ${monthName(all.month)}`}
          days={all.accounts[0]?.days.map(({ day }) => day) ?? []}
          today={today}
          lines={accounts.map((each) =>
            toLine(each, { open, choose: () => onChange({ account: each.id }) }),
          )}
          legend={LEGEND}
          selected={account?.id}
        />
      </Stack>
      {account && <Chain account={account} onOpen={open} />}
      <Section title="Files" aside={`received in ${monthName(all.month)}`}>
        <Stack gap="md">
          <HandOver />
          <Files files={files} selected={search.file} onSelect={(file) => onChange({ file })} />
        </Stack>
      </Section>
    </Stack>
  );
}

function toLine(
  account: AccountMonth,
  { open, choose }: { readonly open: (id: string) => void; readonly choose: () => void },
): MonthLine {
  const note = noteOf(account);
  return {
    id: account.id,
    label: account.name,
    name: (
      <Button variant="subtle" size="compact-xs" px={0} onClick={choose}>
        {account.name}
      </Button>
    ),
    note: `${account.legalEntity} · ${shortAccount(account.account)} · ${account.currency}${
      note && ` · ${note}`
    }`,
    cells: account.days.map((day) => {
      const { statement } = day;
      return {
        day: day.day,
        ...shownDay(day),
        ...(statement !== undefined && { onOpen: () => open(statement) }),
      };
    }),
  };
}

function Entities({ all, search, onChange }: MonthProps) {
  const codes = [...new Set(all.accounts.map(({ legalEntity }) => legalEntity))];
  if (codes.length < 2) return null;
  const { legalEntity } = search;
  const clear = () => onChange({ legalEntity: undefined });
  return (
    <Filters
      onClear={clear}
      set={legalEntity === undefined ? [] : [{ words: legalEntity, onRemove: clear }]}
    >
      <FilterSelect
        label="Company"
        value={legalEntity}
        onChange={(code) => onChange({ legalEntity: code })}
        options={codes.map((code) => ({ value: code, label: code }))}
      />
    </Filters>
  );
}

type MonthsProps = {
  readonly month: string;
  readonly today: string;
  readonly onChange: (change: StatementsSearch) => void;
};

function Months({ month, today, onChange }: MonthsProps) {
  const before = monthAfter(month, -1);
  const after = monthAfter(month, 1);
  const go = (to: string) => onChange({ month: to, file: undefined });
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => go(before)} title={monthName(before)}>
        ‹ Earlier
      </Button>
      <strong>{monthName(month)}</strong>
      <Button
        variant="default"
        disabled={after > today.slice(0, 7)}
        onClick={() => go(after)}
        title={monthName(after)}
      >
        Later ›
      </Button>
    </Group>
  );
}

function ofEntity(all: ConsoleStatements, legalEntity: string | undefined): ConsoleStatements {
  if (legalEntity === undefined) return all;
  return {
    ...all,
    accounts: all.accounts.filter((account) => account.legalEntity === legalEntity),
    files: all.files.filter(({ legalEntities }) => legalEntities.includes(legalEntity)),
  };
}

function isTroubled({ missing, quarantined, waiting }: AccountMonth): boolean {
  return missing + quarantined + waiting > 0;
}

/** `DE02 … 2051`: enough to tell accounts apart in a line; the whole number stands at its chain. */
function shortAccount(account: string): string {
  return account.length <= 12 ? account : `${account.slice(0, 4)} … ${account.slice(-4)}`;
}

/** `March 2026`. */
function monthName(month: string): string {
  return formatDay(`${month}-01`).replace(/^\S+ /, '');
}

const route = getRouteApi('/statements');
