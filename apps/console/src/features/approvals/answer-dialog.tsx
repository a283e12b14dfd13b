/** Approves or declines, with the reason and the version that was seen. */

import {
  type Approval,
  decideExceptionBatch,
  decideHoldRelease,
  decideRecordDeletion,
  resolveException,
} from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../lib/call.ts';
import { ConfirmWithEffect, notify, Stack, Text } from '../../ui/index.ts';

export type Answer = 'approve' | 'decline';

export type AnswerDialogProps = {
  readonly approval: Approval;
  /** Closed while undefined. */
  readonly answer: Answer | undefined;
  readonly onClose: () => void;
};

export function AnswerDialog({ approval, answer, onClose }: AnswerDialogProps) {
  const client = useQueryClient();
  const [key] = useState(newKey);
  if (answer === undefined) return null;
  const { id, version } = approval;
  const send = async (reason: string) => {
    try {
      const body = { decision: answer, reason, version };
      if (approval.kind === 'batch') {
        await call(decideExceptionBatch, { params: { batchId: id }, body });
      } else if (approval.kind === 'legal_hold') {
        await call(decideHoldRelease, { params: { holdId: id }, body });
      } else if (approval.kind === 'record_deletion') {
        await call(decideRecordDeletion, { params: { deletionId: id }, body });
      } else {
        await call(resolveException, {
          params: { exceptionId: id },
          body: { action: answer, reason, version },
          idempotencyKey: `${key}${version}`,
        });
      }
      notify({ message: `${approval.title}: ${answer === 'approve' ? 'approved' : 'declined'}.` });
    } finally {
      await client.invalidateQueries({ queryKey: ['approvals'] });
      await client.invalidateQueries({ queryKey: ['exceptions'] });
      await client.invalidateQueries({ queryKey: ['retention'] });
    }
  };
  const sentences = answer === 'approve' ? approval.ifApproved : approval.ifDeclined;
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={LABELS[answer]}
      asksReason
      danger={answer === 'decline'}
      confirmLabel={LABELS[answer]}
      onConfirm={send}
      effect={
        <Stack gap="xs">
          <Text fw={600}>{approval.title}</Text>
          {sentences.map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </Stack>
      }
    />
  );
}

const LABELS: Readonly<Record<Answer, string>> = { approve: 'Approve', decline: 'Decline' };
