/** One step of the end of a legal hold: somebody asks, another person agrees or does not. */

import { askHoldRelease, decideHoldRelease, type LegalHold } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { ConfirmWithEffect, notify, Stack, Text } from '../../ui/index.ts';

export type HoldStep = 'ask' | 'approve' | 'decline';

export type ReleaseHoldProps = {
  readonly hold: LegalHold;
  readonly step: HoldStep;
  readonly onClose: () => void;
};

export function ReleaseHold({ hold, step, onClose }: ReleaseHoldProps) {
  const client = useQueryClient();
  const { title, label, effect, done } = WORDS[step];
  const { id, version, reference, sentence } = hold;
  const params = { holdId: id };
  const send = async (reason: string) => {
    try {
      await (step === 'ask'
        ? call(askHoldRelease, { params, body: { reason, version } })
        : call(decideHoldRelease, { params, body: { decision: step, reason, version } }));
      notify({ message: `${reference}: ${done}` });
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
      danger={step === 'approve'}
      confirmLabel={label}
      onConfirm={send}
      effect={
        <Stack gap="xs">
          <Text fw={600}>{reference}</Text>
          <Text>{sentence}</Text>
          <Text>{effect}</Text>
        </Stack>
      }
    />
  );
}

const WORDS: Readonly<
  Record<HoldStep, Readonly<Record<'title' | 'label' | 'effect' | 'done', string>>>
> = {
  ask: {
    title: 'Ask for the release of a hold',
    label: 'Ask',
    effect: 'It stays in force until a second person agrees.',
    done: 'a second person is asked.',
  },
  approve: {
    title: 'Release a hold',
    label: 'Release it',
    effect:
      'What it kept is kept for its term, like everything else; other holds go on keeping it. A ' +
      'released hold cannot be taken up again: another one would be placed.',
    done: 'released.',
  },
  decline: {
    title: 'Keep a hold',
    label: 'Keep it',
    effect: 'It stays in force as it is. Its release can be asked for again.',
    done: 'it stays in force.',
  },
};
