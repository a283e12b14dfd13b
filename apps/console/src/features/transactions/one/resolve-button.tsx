/** One decision about an exception: what it does is said before, why is asked, and kept. */

import { type Exception, type ResolutionAction, resolveException } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../../lib/call.ts';
import { Button, ConfirmWithEffect, Facts, Money, notify, TextInput } from '../../../ui/index.ts';

export type ResolveButtonProps = {
  readonly exception: Exception;
  readonly action: ResolutionAction;
};

export function ResolveButton({ exception, action }: ResolveButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [reference, setReference] = useState('');
  const [key] = useState(newKey);
  const client = useQueryClient();
  const { label, effect } = ACTIONS[action];
  const resolve = async (reason: string) => {
    await call(resolveException, {
      params: { exceptionId: exception.id },
      body: {
        action,
        reason,
        version: exception.version,
        ...(action === 'confirm-done' && { externalReference: reference.trim() }),
      },
      idempotencyKey: key,
    });
    await client.invalidateQueries({ queryKey: ['transactions'] });
    notify({ message: `${label}: done.` });
  };
  return (
    <>
      <Button
        variant={action === 'abandon' || action === 'decline' ? 'default' : 'filled'}
        onClick={() => setOpen(true)}
      >
        {label}…
      </Button>
      <ConfirmWithEffect
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`${label}: ${exception.title}`}
        asksReason
        confirmLabel={label}
        effect={
          <Facts
            items={[
              { term: 'What happens', value: effect },
              ...(exception.value
                ? [{ term: 'Worth', value: <Money value={exception.value} /> }]
                : []),
            ]}
          />
        }
        onConfirm={resolve}
      >
        {action === 'confirm-done' && (
          <TextInput
            label="Their number for it"
            description="What the other system calls the document that you found there."
            required
            value={reference}
            onChange={({ currentTarget }) => setReference(currentTarget.value)}
          />
        )}
      </ConfirmWithEffect>
    </>
  );
}

const ACTIONS: Readonly<Record<ResolutionAction, { label: string; effect: string }>> = {
  retry: {
    label: 'Try again',
    effect:
      'It is tried again under the same reference. Where it may be there already, the system is ' +
      'asked first, so that nothing happens twice.',
  },
  abandon: {
    label: 'Give up',
    effect: 'It ends here. What was done before in other systems is taken back where it can be.',
  },
  approve: {
    label: 'Approve',
    effect: 'It goes on as it is and is posted. Another person started it, as the rule demands.',
  },
  decline: { label: 'Decline', effect: 'It ends without effect: nothing of it is posted.' },
  'confirm-done': {
    label: 'It is there',
    effect: 'Nothing is sent. It goes on as if the system had confirmed it, on your word.',
  },
};
