/** The document and its story, what people said and did. */

import { commentOnException, type ExceptionPane } from '@kontor/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call, newKey } from '../../lib/call.ts';
import { toProblem, type Problem } from '../../lib/problem.ts';
import { useMay } from '../../lib/viewer.ts';
import {
  Button,
  Count,
  Group,
  Json,
  ProblemNote,
  Stack,
  type StateName,
  Story,
  Tabs,
  Text,
  Textarea,
} from '../../ui/index.ts';

export function ExceptionRecord({ pane }: { readonly pane: ExceptionPane }) {
  const { transaction, payload, comments, acts } = pane;
  return (
    <Tabs defaultValue={transaction ? 'story' : 'comments'} keepMounted={false}>
      <Tabs.List>
        {transaction && <Tabs.Tab value="story">Story</Tabs.Tab>}
        {payload && <Tabs.Tab value="document">Document</Tabs.Tab>}
        <Tabs.Tab value="comments">
          Comments{' '}
          {comments.length > 0 && (
            <Text span c="dimmed">
              <Count value={comments.length} />
            </Text>
          )}
        </Tabs.Tab>
        <Tabs.Tab value="acts">Who did what</Tabs.Tab>
      </Tabs.List>
      {transaction && (
        <Tabs.Panel value="story" pt="md">
          <Stack gap="sm">
            <Text>{transaction.sentence}</Text>
            <Story
              lines={transaction.chapters.map(({ at, headline, sentence, kind }) => ({
                at,
                title: headline,
                detail: sentence,
                state: MARKS[kind],
              }))}
            />
          </Stack>
        </Tabs.Panel>
      )}
      {payload && (
        <Tabs.Panel value="document" pt="md">
          <Json value={payload.input} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="comments" pt="md">
        <Comments pane={pane} />
      </Tabs.Panel>
      <Tabs.Panel value="acts" pt="md">
        {acts.length === 0 ? (
          <Text c="dimmed">Nobody has touched it yet.</Text>
        ) : (
          <Story
            lines={acts.map(({ at, by, sentence }) => ({ at, title: by, detail: sentence }))}
          />
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

function Comments({ pane: { comments, exception } }: { readonly pane: ExceptionPane }) {
  const mayComment = useMay('exceptions:resolve');
  return (
    <Stack gap="sm">
      {comments.length === 0 && <Text c="dimmed">Nobody said anything yet.</Text>}
      <Story lines={comments.map(({ at, by, text }) => ({ at, title: by, detail: text }))} />
      {mayComment && <CommentForm key={comments.length} exceptionId={exception.id} />}
    </Stack>
  );
}

function CommentForm({ exceptionId }: { readonly exceptionId: string }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [key] = useState(newKey);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await call(commentOnException, {
        params: { exceptionId },
        body: { text: text.trim() },
        idempotencyKey: key,
      });
      await client.invalidateQueries({ queryKey: ['exceptions'] });
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack gap="xs">
        <Textarea
          label="Comment"
          autosize
          minRows={2}
          maxLength={5_000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <ProblemNote problem={problem} />
        <Group justify="flex-end">
          <Button type="submit" variant="default" disabled={text.trim() === ''}>
            Comment
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const MARKS: Readonly<Record<string, StateName>> = {
  confirmed: 'done',
  trouble: 'refused',
  sent: 'working',
};
