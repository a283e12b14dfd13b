/** A decision about one exception: its effect, the reason, and who was quicker if somebody was. */

import { type ExceptionPane, type ResolutionAction, resolveException } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../lib/call.ts';
import { ConfirmWithEffect, notify, Stack, Text, TextInput } from '../../ui/index.ts';

/** As it was seen when it was asked. */
export type AskedDecision = { readonly pane: ExceptionPane; readonly action: ResolutionAction };

export type DecisionDialogProps = AskedDecision & { readonly onClose: () => void };

export function DecisionDialog({ pane, action, onClose }: DecisionDialogProps) {
  const effect = pane.actions.find((each) => each.action === action);
  const client = useQueryClient();
  const [reference, setReference] = useState('');
  // One key for one intent: whoever presses again after a silence does not decide twice.
  const [key] = useState(newKey);
  if (!effect) return null;
  const { id: exceptionId, version } = pane.exception;
  const isConfirming = effect.action === 'confirm-done';
  const decide = async (reason: string) => {
    try {
      await call(resolveException, {
        params: { exceptionId },
        body: {
          action: effect.action,
          reason,
          version,
          ...(isConfirming && { externalReference: reference.trim() }),
        },
        idempotencyKey: `${key}${version}`,
      });
      notify({ message: `${pane.exception.title}. ${DONE[effect.action]}` });
    } finally {
      await client.invalidateQueries({ queryKey: ['exceptions'] });
    }
  };
  return (
    <ConfirmWithEffect
      opened
      onClose={onClose}
      title={effect.label}
      asksReason
      danger={effect.action === 'abandon' || effect.action === 'decline'}
      confirmLabel={effect.label}
      onConfirm={decide}
      effect={
        <Stack gap="xs">
          <Text fw={600}>{pane.exception.title}</Text>
          {effect.sentences.map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </Stack>
      }
    >
      {isConfirming && (
        <TextInput
          label="Number in the other system"
          description="What it calls the document: it is kept as if the system had answered."
          required
          value={reference}
          onChange={({ currentTarget }) => setReference(currentTarget.value)}
        />
      )}
    </ConfirmWithEffect>
  );
}

const DONE: Readonly<Record<ResolutionAction, string>> = {
  retry: 'It is tried again.',
  abandon: 'It rests.',
  approve: 'It goes on.',
  decline: 'It ended.',
  'confirm-done': 'It is kept as done.',
};
