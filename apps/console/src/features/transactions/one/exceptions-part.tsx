/** What a person must decide about it, with what may be done. What was decided: see the story. */

import { commentOnException, type ConsoleTransaction, type Exception } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call, newKey } from '../../../lib/call.ts';
import { exception as addressOf } from '../../../lib/lists.ts';
import { type Problem, toProblem } from '../../../lib/problem.ts';
import { useMay } from '../../../lib/viewer.ts';
import { Age, Button, Group, Instant, Link, ProblemNote, Section } from '../../../ui/index.ts';
import { Stack, Text, TextInput } from '../../../ui/index.ts';
import { ResolveButton } from './resolve-button.tsx';

export function ExceptionsPart({ transaction }: { readonly transaction: ConsoleTransaction }) {
  const open = (transaction.exceptions ?? []).filter(({ status }) => status === 'open');
  return open.map((exception) => <OpenException key={exception.id} exception={exception} />);
}

function OpenException({ exception }: { readonly exception: Exception }) {
  const { id, title, explanation, openedAt, actions, comments } = exception;
  const mayResolve = useMay('exceptions:resolve');
  const mayDecide = useMay('approvals:decide');
  const offered = actions.filter(
    (action) => mayResolve && (mayDecide || (action !== 'approve' && action !== 'decline')),
  );
  const needsAnother = !mayDecide && actions.includes('approve');
  return (
    <Section
      title={title}
      aside={
        <>
          open for <Age since={openedAt} />
        </>
      }
    >
      <Stack gap="sm">
        <Text>{explanation}</Text>
        {comments.map(({ at, by, text }) => (
          <Text key={at} size="sm">
            {by}, <Instant at={at} />: {text}
          </Text>
        ))}
        <Group gap="xs">
          {offered.map((action) => (
            <ResolveButton key={action} exception={exception} action={action} />
          ))}
          <Link {...addressOf(id)}>Open with its runbook</Link>
        </Group>
        {needsAnother && <Text c="dimmed">Who may decide approvals approves or declines it.</Text>}
        {mayResolve && <CommentForm id={id} />}
      </Stack>
    </Section>
  );
}

function CommentForm({ id }: { readonly id: string }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [key, setKey] = useState(newKey);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    try {
      const body = { text: text.trim() };
      await call(commentOnException, { params: { exceptionId: id }, body, idempotencyKey: key });
      setText('');
      setProblem(undefined);
      setKey(newKey());
      await client.invalidateQueries({ queryKey: ['transactions'] });
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Comment"
          value={text}
          maxLength={5_000}
          flex={1}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          Comment
        </Button>
      </Group>
      <ProblemNote problem={problem} />
    </form>
  );
}
