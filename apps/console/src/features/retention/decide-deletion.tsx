/** The second person's word about a deletion of records. */

import { decideRecordDeletion, type RecordDeletion } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { ConfirmWithEffect, notify, Stack, Text } from '../../ui/index.ts';
import { SumsFacts } from './sums-facts.tsx';
import { formatMonth } from './words.ts';

export type DecideDeletionProps = {
  readonly deletion: RecordDeletion;
  readonly decision: 'approve' | 'decline';
  readonly onClose: () => void;
};

export function DecideDeletion({ deletion, decision, onClose }: DecideDeletionProps) {
  const client = useQueryClient();
  const { title, label, effect, done } = WORDS[decision];
  const { id, version, legalEntity, month, meant } = deletion;
  const name = `${legalEntity}, ${formatMonth(month)}`;
  const send = async (reason: string) => {
    try {
      const body = { decision, reason, version };
      await call(decideRecordDeletion, { params: { deletionId: id }, body });
      notify({ message: `${name}: ${done}` });
    } finally {
      await client.invalidateQueries({ queryKey: ['retention'] });
      await client.invalidateQueries({ queryKey: ['approvals'] });
    }
  };
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={title}
      asksReason
      danger={decision === 'approve'}
      confirmLabel={label}
      onConfirm={send}
      effect={
        <Stack gap="xs">
          <Text fw={600}>{name}</Text>
          <SumsFacts sums={meant} />
          <Text>{effect}</Text>
        </Stack>
      }
    />
  );
}

const WORDS = {
  approve: {
    title: 'Delete records',
    label: 'Delete them',
    effect:
      'It begins within seconds and cannot be undone. What a legal hold covers by then stays, and ' +
      'so does whatever something else keeps.',
    done: 'approved.',
  },
  decline: {
    title: 'Keep records',
    label: 'Keep them',
    effect: 'Nothing goes. Somebody may ask for it again.',
    done: 'nothing goes.',
  },
} as const;
