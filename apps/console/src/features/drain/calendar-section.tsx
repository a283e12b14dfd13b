/** When nothing is sent: the next two weeks drawn, the entries, and what plans another one. */

import {
  putConnectionCalendar,
  type ConnectionCalendar,
  type ConnectionDrain,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import {
  Button,
  type Column,
  ConfirmWithEffect,
  DataTable,
  DayBars,
  Empty,
  List,
  notify,
  Section,
  Stack,
} from '../../ui/index.ts';
import { daysOf, shareOfToday } from './days-of.ts';
import { PlanWindow } from './plan-window.tsx';
import { toEntry } from './to-entry.ts';

export type CalendarProps = { readonly drain: ConnectionDrain; readonly mayOperate: boolean };
type Entry = ConnectionCalendar['entries'][number];

export function CalendarSection({ drain, mayOperate }: CalendarProps) {
  const [isPlanning, setPlanning] = useState(false);
  const [removing, setRemoving] = useState<Entry>();
  const { calendar, connection, asOf } = drain;
  return (
    <Section
      title="When nothing is sent"
      aside={
        mayOperate && (
          <Button size="compact-sm" variant="default" onClick={() => setPlanning(true)}>
            Plan a window
          </Button>
        )
      }
    >
      <Stack gap="md">
        <DayBars
          label="The next two weeks"
          days={daysOf(calendar.windows, asOf)}
          nowAt={shareOfToday(asOf)}
        />
        <DataTable
          label="Calendar"
          columns={mayOperate ? [...COLUMNS, removal(setRemoving)] : COLUMNS}
          rows={calendar.entries}
          rowId={({ entry }) => entry}
          rowVersion={({ at }) => at}
          empty={<Empty title="No window is planned: it takes work at any time." />}
        />
      </Stack>
      {isPlanning && (
        <PlanWindow
          calendar={calendar}
          title={connection.title}
          asOf={asOf}
          onClose={() => setPlanning(false)}
        />
      )}
      {removing && (
        <RemoveEntry
          calendar={calendar}
          entry={removing}
          title={connection.title}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </Section>
  );
}

type RemoveProps = {
  readonly calendar: ConnectionCalendar;
  readonly entry: Entry;
  readonly title: string;
  readonly onClose: () => void;
};

function RemoveEntry({ calendar, entry, title, onClose }: RemoveProps) {
  const client = useQueryClient();
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={`Take “${entry.title}” out of the calendar`}
      effect={
        <List>
          <List.Item>{entry.sentence}</List.Item>
          <List.Item>{title} gets its deliveries at that time, too, from now on.</List.Item>
        </List>
      }
      asksReason
      confirmLabel="Take out"
      onConfirm={async (reason) => {
        const rest = calendar.entries.filter((other) => other.entry !== entry.entry);
        await call(putConnectionCalendar, {
          params: { name: calendar.connection },
          body: { entries: rest.map(toEntry), reason, version: calendar.version },
        });
        notify({ message: `“${entry.title}” is out of the calendar.` });
        await client.invalidateQueries({ queryKey: ['connections'] });
      }}
    />
  );
}

const COLUMNS: readonly Column<Entry>[] = [
  {
    id: 'kind',
    header: 'Kind',
    width: 104,
    cell: ({ kind }) => (kind === 'freeze' ? 'Freeze' : 'Maintenance'),
  },
  { id: 'title', header: 'What', width: 'minmax(120px, 1fr)', cell: ({ title }) => title },
  {
    id: 'sentence',
    header: 'When',
    width: 'minmax(200px, 2fr)',
    cell: ({ sentence }) => sentence,
  },
  { id: 'by', header: 'Planned by', width: 'minmax(90px, 0.7fr)', cell: ({ by }) => by },
];

function removal(remove: (entry: Entry) => void): Column<Entry> {
  return {
    id: 'remove',
    header: 'Decide',
    width: 80,
    align: 'right',
    cell: (entry) => (
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Take out ${entry.title}`}
        onClick={() => remove(entry)}
      >
        Take out
      </Button>
    ),
  };
}
