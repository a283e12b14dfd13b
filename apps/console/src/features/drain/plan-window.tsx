/** Plan a window, once or again and again; what it means is shown before it is kept. */

import {
  putConnectionCalendar,
  type CalendarEntry,
  type ConnectionCalendar,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';
import {
  ConfirmWithEffect,
  Group,
  List,
  MomentField,
  notify,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '../../ui/index.ts';
import { toEntry } from './to-entry.ts';
import {
  DAY_CHOICES,
  draftEntry,
  nextWindows,
  NEW_DRAFT,
  type WindowDraft,
} from './window-draft.ts';

export type PlanProps = {
  readonly calendar: ConnectionCalendar;
  readonly title: string;
  readonly asOf: string;
  readonly onClose: () => void;
};

export function PlanWindow({ calendar, title, asOf, onClose }: PlanProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<WindowDraft>(NEW_DRAFT);
  const change = (part: Partial<WindowDraft>) => setDraft((before) => ({ ...before, ...part }));
  const entry = draftEntry(
    draft,
    calendar.entries.map((other) => other.entry),
  );
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={`Plan a window for ${title}`}
      effect={<Effect entry={entry} asOf={asOf} title={title} />}
      asksReason
      confirmLabel="Plan it"
      onConfirm={async (reason) => {
        if (!entry) throw new TypeError('Say what it is, and when it begins and ends.');
        await call(putConnectionCalendar, {
          params: { name: calendar.connection },
          body: {
            entries: [...calendar.entries.map(toEntry), entry],
            ...{ reason, version: calendar.version },
          },
        });
        notify({ message: `“${entry.title}” is planned.` });
        await client.invalidateQueries({ queryKey: ['connections'] });
      }}
    >
      <Fields draft={draft} onChange={change} />
    </ConfirmWithEffect>
  );
}

type EffectProps = Pick<PlanProps, 'asOf' | 'title'> & {
  readonly entry: CalendarEntry | undefined;
};

function Effect({ entry, asOf, title }: EffectProps) {
  const windows = entry ? nextWindows(entry, asOf) : [];
  return (
    <Stack gap={4}>
      <Text size="sm">
        In the window nothing is sent to {title}; what was sent is finished, and documents are still
        accepted.
      </Text>
      {windows.length === 0 ? (
        <Text size="sm" c="dimmed">
          Say what it is and when: the next three times will stand here.
        </Text>
      ) : (
        <List size="sm">
          {windows.map(({ from, until }) => (
            <List.Item key={from}>
              {formatInstant(from)} to {formatInstant(until)}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}

type FieldsProps = {
  readonly draft: WindowDraft;
  readonly onChange: (part: Partial<WindowDraft>) => void;
};

function Fields({ draft, onChange }: FieldsProps) {
  return (
    <Stack gap="sm">
      <TextInput
        label="What"
        required
        maxLength={200}
        placeholder="Closing the month"
        data-autofocus
        value={draft.title}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
      <Group>
        <SegmentedControl
          size="xs"
          aria-label="Kind"
          value={draft.kind}
          onChange={(kind) => onChange({ kind })}
          data={[
            { value: 'freeze', label: 'Freeze' },
            { value: 'maintenance', label: 'Maintenance' },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="How often"
          value={draft.often}
          onChange={(often) => onChange({ often })}
          data={[
            { value: 'once', label: 'Once' },
            { value: 'again', label: 'Again and again' },
          ]}
        />
      </Group>
      {draft.often === 'once' ? (
        <Once draft={draft} onChange={onChange} />
      ) : (
        <Again draft={draft} onChange={onChange} />
      )}
    </Stack>
  );
}

function Once({ draft, onChange }: FieldsProps) {
  return (
    <Group grow align="flex-start">
      <MomentField label="From" value={draft.from} onChange={(from) => onChange({ from })} />
      <MomentField label="To" value={draft.to} onChange={(to) => onChange({ to })} />
    </Group>
  );
}

function Again({ draft, onChange }: FieldsProps) {
  const time = (label: string, name: 'begins' | 'ends') => (
    <TextInput
      label={label}
      type="time"
      value={draft[name]}
      onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
    />
  );
  return (
    <>
      <Select
        label="On"
        allowDeselect={false}
        value={draft.days}
        data={DAY_CHOICES.map(({ value, label }) => ({ value, label }))}
        onChange={(days) => onChange({ days: days ?? draft.days })}
      />
      <Group grow align="flex-start">
        {time('From', 'begins')}
        {time('To', 'ends')}
        <TextInput
          label="Time zone"
          value={draft.zone}
          onChange={({ currentTarget }) => onChange({ zone: currentTarget.value })}
        />
      </Group>
    </>
  );
}
