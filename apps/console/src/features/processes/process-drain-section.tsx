/** The deliveries of a process: how urgent it is, whether it is paused, where they wait. */

import {
  pauseProcess,
  putProcessPriority,
  resumeProcess,
  type ProcessControl,
  type ProcessDrain,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { fromLocalField } from '../../lib/local-time.ts';
import { useMay } from '../../lib/viewer.ts';
import {
  Button,
  type Column,
  ConfirmWithEffect,
  Count,
  DataTable,
  Empty,
  Group,
  Instant,
  Link,
  List,
  notify,
  Section,
  Select,
  Stack,
  Text,
  UntilField,
} from '../../ui/index.ts';

type Decision = 'priority' | 'pause' | 'resume';
type Place = ProcessDrain['places'][number];

export function ProcessDrainSection({ drain }: { readonly drain: ProcessDrain }) {
  const [decision, setDecision] = useState<Decision>();
  const mayOperate = useMay('connections:operate');
  const { control, places, sentence, finishesAt } = drain;
  const main = control.paused ? 'resume' : 'pause';
  return (
    <Section
      title="Deliveries"
      aside={
        mayOperate && (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => setDecision('priority')}>
              Change class
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDecision(main)}>
              {main === 'pause' ? 'Pause' : 'Resume'}
            </Button>
          </Group>
        )
      }
    >
      <Stack gap="sm">
        <Text>
          {PRIORITY_WORDS[control.priority ?? 'normal']} {sentence}
          {finishesAt !== undefined && (
            <>
              {' '}
              The last will be gone <Instant at={finishesAt} relative />.
            </>
          )}
        </Text>
        {control.paused && <Paused {...control.paused} />}
        {places.length > 0 && (
          <DataTable
            label="Where they wait"
            columns={COLUMNS}
            rows={places}
            rowId={({ connection }) => connection}
            rowVersion={({ priority, paused }) => `${priority} ${paused?.at}`}
            empty={<Empty title="Nothing of it waits." />}
          />
        )}
      </Stack>
      {decision && (
        <Decide control={control} decision={decision} onClose={() => setDecision(undefined)} />
      )}
    </Section>
  );
}

function Paused({ by, at, reason, until }: NonNullable<ProcessControl['paused']>) {
  return (
    <Text>
      Paused by {by}, <Instant at={at} relative />: {reason}
      {until !== undefined && (
        <>
          {' '}
          It goes on <Instant at={until} relative />.
        </>
      )}
    </Text>
  );
}

type DecideProps = {
  readonly control: ProcessControl;
  readonly decision: Decision;
  readonly onClose: () => void;
};

function Decide({ control, decision, onClose }: DecideProps) {
  const client = useQueryClient();
  const [priority, setPriority] = useState<string>(control.priority ?? 'normal');
  const [until, setUntil] = useState('');
  const { title, version, process } = control;
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={`${TITLES[decision]} ${title}`}
      effect={
        <List>
          {EFFECTS[decision].map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      }
      asksReason
      confirmLabel={decision === 'priority' ? 'Change' : TITLES[decision]}
      onConfirm={async (reason) => {
        await send({ process, decision, priority, until, seen: { reason, version } });
        notify({ message: `${title} ${DONE[decision]}.` });
        await client.invalidateQueries({ queryKey: ['transactions', 'process'] });
      }}
    >
      {decision === 'pause' && <UntilField value={until} onChange={setUntil} />}
      {decision === 'priority' && (
        <Select
          label="Class"
          allowDeselect={false}
          value={priority}
          data={CHOICES.map(({ value, label }) => ({ value, label }))}
          onChange={(chosen) => setPriority(chosen ?? 'normal')}
        />
      )}
    </ConfirmWithEffect>
  );
}

type Sending = {
  readonly process: string;
  readonly decision: Decision;
  readonly priority: string;
  readonly until: string;
  readonly seen: { readonly reason: string; readonly version: number };
};

function send({ process, decision, priority, until, seen }: Sending): Promise<unknown> {
  const params = { process };
  if (decision === 'resume') return call(resumeProcess, { params, body: seen });
  if (decision === 'pause') {
    const end = fromLocalField(until);
    return call(pauseProcess, { params, body: { ...seen, ...(end && { until: end }) } });
  }
  const chosen = CHOICES.find(({ value }) => value === priority)?.value ?? 'normal';
  return call(putProcessPriority, { params, body: { ...seen, priority: chosen } });
}

const COLUMNS: readonly Column<Place>[] = [
  {
    id: 'connection',
    header: 'Connection',
    width: 'minmax(150px, 1fr)',
    cell: ({ connection, title }) => (
      <Link to="/connections/$name/drain" params={{ name: connection }}>
        {title}
      </Link>
    ),
  },
  { id: 'class', header: 'Class', width: 80, cell: ({ priority }) => SHORT[priority] },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 80,
    align: 'right',
    cell: ({ waiting }) => <Count value={waiting} />,
  },
  {
    id: 'when',
    header: 'Gone',
    width: 'minmax(180px, 1.4fr)',
    cell: ({ sentence }) => sentence,
  },
];

const SHORT = { urgent: 'Urgent', normal: 'Normal', bulk: 'Bulk' } as const;
const PRIORITY_WORDS = {
  urgent: 'Urgent: its lanes go first.',
  normal: 'Of normal urgency.',
  bulk: 'Bulk: its lanes go last, and never stand still.',
} as const;
const CHOICES = [
  { value: 'urgent', label: 'Urgent: first' },
  { value: 'normal', label: 'Normal' },
  { value: 'bulk', label: 'Bulk: last' },
] as const;
const TITLES = { priority: 'Class of', pause: 'Pause', resume: 'Resume' } as const;
const DONE = { priority: 'has its class', pause: 'is paused', resume: 'goes on' } as const;
const EFFECTS: Readonly<Record<Decision, readonly string[]>> = {
  priority: [
    'Lanes of a higher class are sent first; of ten lanes two go to normal and one to bulk.',
    'The order within a lane stays as it is. A connection with a word of its own keeps it.',
  ],
  pause: [
    'Its deliveries wait at every connection, and so does what stands behind them in their lanes.',
    'It goes on accepting; other processes go on.',
  ],
  resume: ['What waits is sent in order, from where it stopped.'],
};
