/** Pause a process at a connection, resume it, or say how urgent it is there. */

import {
  pauseProcess,
  putProcessPriority,
  resumeProcess,
  type ConnectionLine,
  type DrainOfProcess,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { formatCount } from '../../lib/format.ts';
import { fromLocalField } from '../../lib/local-time.ts';
import { ConfirmWithEffect, List, notify, Select, UntilField } from '../../ui/index.ts';

export type Decision = 'priority' | 'pause' | 'resume';

export type DecideProps = {
  readonly decision: Decision;
  readonly process: DrainOfProcess;
  readonly connection: ConnectionLine;
  readonly onClose: () => void;
};

export function DecideProcess({ decision, process, connection, onClose }: DecideProps) {
  const client = useQueryClient();
  const usual = process.priorityIs === 'here' ? process.priority : AS_EVERYWHERE;
  const [priority, setPriority] = useState<string>(usual);
  const [until, setUntil] = useState('');
  const { title, version } = process;
  const params = { process: process.process };
  const decide = (reason: string) => {
    const at = { reason, version, connection: connection.name };
    switch (decision) {
      case 'pause': {
        const end = fromLocalField(until);
        return call(pauseProcess, { params, body: { ...at, ...(end && { until: end }) } });
      }
      case 'resume':
        return call(resumeProcess, { params, body: at });
      case 'priority': {
        const chosen = CHOICES.find(({ value }) => value === priority)?.wire;
        return call(putProcessPriority, {
          params,
          body: { ...at, ...(chosen && { priority: chosen }) },
        });
      }
    }
  };
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={`${TITLES[decision]} ${title} at ${connection.title}`}
      effect={
        <List>
          {effectOf(decision, process, connection.title).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      }
      asksReason
      confirmLabel={LABELS[decision]}
      onConfirm={async (reason) => {
        await decide(reason);
        notify({ message: `${title} ${DONE[decision]} at ${connection.title}.` });
        await client.invalidateQueries({ queryKey: ['connections'] });
      }}
    >
      {decision === 'pause' && <UntilField value={until} onChange={setUntil} />}
      {decision === 'priority' && (
        <Select
          label="Class"
          allowDeselect={false}
          value={priority}
          data={CHOICES.map(({ value, label }) => ({ value, label }))}
          onChange={(chosen) => setPriority(chosen ?? AS_EVERYWHERE)}
        />
      )}
    </ConfirmWithEffect>
  );
}

function effectOf(decision: Decision, { waiting }: DrainOfProcess, where: string) {
  const what = waiting === 1 ? '1 delivery' : `${formatCount(waiting)} deliveries`;
  switch (decision) {
    case 'pause':
      return [
        waiting === 0
          ? 'Nothing of it waits now; what comes will wait.'
          : `${what} of it, and what stands behind in the same lanes, wait in order.`,
        'It goes on accepting; other processes and other connections go on.',
      ];
    case 'resume':
      return [`${what} of it are sent to ${where} in order, from where they stopped.`];
    case 'priority':
      return [
        'Lanes of a higher class are sent first; of ten lanes two go to normal and one to bulk.',
        'The order within a lane stays as it is. It counts from the next lane on.',
      ];
  }
}

const AS_EVERYWHERE = 'everywhere';
const CHOICES = [
  { value: AS_EVERYWHERE, label: 'As everywhere', wire: undefined },
  { value: 'urgent', label: 'Urgent: first', wire: 'urgent' },
  { value: 'normal', label: 'Normal', wire: 'normal' },
  { value: 'bulk', label: 'Bulk: last', wire: 'bulk' },
] as const;
const TITLES = { priority: 'Class of', pause: 'Pause', resume: 'Resume' } as const;
const LABELS = { priority: 'Change', pause: 'Pause', resume: 'Resume' } as const;
const DONE = { priority: 'has its class', pause: 'is paused', resume: 'goes on' } as const;
