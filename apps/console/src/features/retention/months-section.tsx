/** Month by month: what its history takes, from when it may go, and what keeps it. */

import type { ConsoleRetention, RecordMonth, RetainedMonth } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../lib/viewer.ts';
import {
  Button,
  type Column,
  Count,
  DataTable,
  Day,
  DAY_PX,
  Empty,
  Group,
  Instant,
  Money,
  MONEY_PX,
  Panel,
  Section,
  Stack,
  Text,
  TwoHalves,
} from '../../ui/index.ts';
import { AskDeletion } from './ask-deletion.tsx';
import { formatBytes, formatMonth } from './words.ts';
import { recordMonthQuery, validateRetentionSearch } from './retention-query.ts';

const route = getRouteApi('/retention');

export function MonthsSection({ retention }: { readonly retention: ConsoleRetention }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { months, bytesWithoutMonth } = retention;
  const select = ({ month }: RetainedMonth) =>
    void navigate({ search: validateRetentionSearch({ ...search, month }), replace: true });
  return (
    <Section
      title="Months"
      aside={
        bytesWithoutMonth > 0 && `${formatBytes(bytesWithoutMonth)} in parts of no single month`
      }
    >
      <TwoHalves
        left={
          <DataTable
            label="Months"
            columns={MONTHS}
            rows={months}
            rowId={({ month }) => month}
            selected={search.month}
            onSelect={select}
            height="360px"
            minWidth={NARROW_PX}
            empty={<Empty title="Nothing was accepted yet." />}
          />
        }
        right={
          search.month === undefined ? (
            <Text c="dimmed">Choose a month to see what keeps its records.</Text>
          ) : (
            <Month name={search.month} line={months.find(({ month }) => month === search.month)} />
          )
        }
      />
    </Section>
  );
}

type MonthProps = { readonly name: string; readonly line: RetainedMonth | undefined };

function Month({ name, line }: MonthProps) {
  const query = useQuery(recordMonthQuery(name));
  return (
    <Section title={`Records of ${formatMonth(name)}`} isOneOfMany>
      <Stack gap="sm">
        {line && <Text>{line.sentence}</Text>}
        <Panel query={query} permission="retention:read">
          {(month) => (
            <Stack gap="md">
              <DataTable
                label="What keeps them"
                columns={GROUPS}
                rows={month.groups}
                rowId={groupId}
                height="240px"
                minWidth={NARROW_PX}
                empty={<Empty title="Nothing was accepted in this month." />}
              />
              {month.holds.length > 0 && (
                <DataTable
                  label="What each hold keeps"
                  columns={HOLDS}
                  rows={month.holds}
                  rowId={({ hold }) => hold}
                  height="200px"
                  minWidth={NARROW_PX}
                />
              )}
              <AskFor month={month} />
              <Text size="sm" c="dimmed">
                As of <Instant at={month.asOf} />. Nothing is deleted by looking.
              </Text>
            </Stack>
          )}
        </Panel>
      </Stack>
    </Section>
  );
}

/** One step for each legal entity of which something is due. */
function AskFor({ month }: { readonly month: RecordMonth }) {
  const [legalEntity, setLegalEntity] = useState<string>();
  const mayAsk = useMay('records:delete');
  const due = month.groups.filter(({ standing }) => standing === 'due');
  const entities = [...new Set(due.map((group) => group.legalEntity))];
  if (!mayAsk || entities.length === 0) return null;
  return (
    <Group gap="xs">
      {entities.map((code) => (
        <Button key={code} variant="default" size="xs" onClick={() => setLegalEntity(code)}>
          {`Ask for the deletion of what is due of ${code}…`}
        </Button>
      ))}
      {legalEntity !== undefined && (
        <AskDeletion
          month={month}
          legalEntity={legalEntity}
          onClose={() => setLegalEntity(undefined)}
        />
      )}
    </Group>
  );
}

type RecordGroup = RecordMonth['groups'][number];

function groupId({ legalEntity, standing, total }: RecordGroup): string {
  return `${legalEntity} ${standing} ${total?.currency ?? ''}`;
}

const STANDINGS: Readonly<Record<RecordGroup['standing'], string>> = {
  held: 'Legal hold',
  no_term: 'No term: for ever',
  young: 'Term not over',
  unfinished: 'Not finished',
  open: 'Something is open',
  linked: 'Linked to others',
  due: 'Due: nothing keeps it',
};

/** Half a page: nothing scrolls sideways in it. */
const NARROW_PX = 320;

const MONTHS: readonly Column<RetainedMonth>[] = [
  { id: 'month', header: 'Month', cell: ({ month }) => formatMonth(month) },
  {
    id: 'size',
    header: 'History',
    width: 96,
    align: 'right',
    cell: ({ bytes }) => (bytes === undefined ? '–' : formatBytes(bytes)),
  },
  {
    id: 'may-go',
    header: 'May go on',
    width: DAY_PX,
    align: 'right',
    cell: ({ mayGoOn }) => (mayGoOn === undefined ? 'never' : <Day day={mayGoOn} />),
  },
];

const GROUPS: readonly Column<RecordGroup>[] = [
  { id: 'entity', header: 'Entity', width: 64, cell: ({ legalEntity }) => legalEntity },
  { id: 'standing', header: 'What keeps them', cell: ({ standing }) => STANDINGS[standing] },
  {
    id: 'count',
    header: 'Records',
    width: 80,
    align: 'right',
    cell: ({ count }) => <Count value={count} />,
  },
  {
    id: 'total',
    header: 'Sum',
    width: MONEY_PX,
    align: 'right',
    cell: ({ total }) => (total ? <Money value={total} /> : '–'),
  },
];

const HOLDS: readonly Column<RecordMonth['holds'][number]>[] = [
  { id: 'reference', header: 'Hold', width: 112, cell: ({ reference }) => reference },
  {
    id: 'sentence',
    header: 'It keeps',
    cell: ({ sentence }) => <span title={sentence}>{sentence}</span>,
  },
  {
    id: 'count',
    header: 'Records',
    width: 80,
    align: 'right',
    cell: ({ count }) => <Count value={count} />,
  },
];
