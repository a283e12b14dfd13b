/**
 * Asks before something is done: shows the effect, asks why, keeps what was typed when it fails,
 * and says who was quicker when the version that was seen is no longer the last.
 */

import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { toProblem, type Problem } from '../lib/problem.ts';
import { errorAt, ProblemNote } from './answers.tsx';

export type ConfirmWithEffectProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will be sent, where, in which order, how much money, who must also agree. */
  readonly effect: ReactNode;
  readonly asksReason?: boolean;
  readonly danger?: boolean;
  readonly confirmLabel: string;
  /** Of the button that does nothing; `Cancel` unless that would be mistaken for the action. */
  readonly dismissLabel?: string;
  /** Further fields of the form. */
  readonly children?: ReactNode;
  /** Throws a Problem to stay open; closes when it is done. */
  readonly onConfirm: (reason: string) => Promise<unknown>;
};

export function ConfirmWithEffect(props: ConfirmWithEffectProps) {
  const { opened, onClose, title } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" closeButtonProps={CLOSE}>
      <Form {...props} />
    </Modal>
  );
}

function Form(props: ConfirmWithEffectProps) {
  const { effect, asksReason = false, danger = false, confirmLabel, onClose, children } = props;
  const { dismissLabel = 'Cancel' } = props;
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [isSending, setSending] = useState(false);
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem(undefined);
    try {
      await props.onConfirm(reason.trim());
      onClose();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <form onSubmit={(event) => void confirm(event)}>
      <Stack gap="md">
        {effect}
        {children}
        {asksReason && (
          <Textarea
            label="Why"
            description="The audit trail keeps these words."
            required
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            value={reason}
            error={errorAt(problem, '/reason')}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
        <ProblemNote problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {dismissLabel}
          </Button>
          <Button
            type="submit"
            loading={isSending}
            disabled={asksReason && reason.trim() === ''}
            // Where nothing is to be typed, Enter confirms.
            data-autofocus={!asksReason || undefined}
            {...(danger && { color: 'red.8' })}
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const CLOSE = { 'aria-label': 'Close' };
