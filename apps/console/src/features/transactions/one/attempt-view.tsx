/** One attempt: what was asked and what came back, unfolded when somebody wants to see it. */

import type { SystemView } from '@kontor/contracts';
import { prettyBody } from '../../../lib/pretty-body.ts';
import { Disclosure, Duration, Facts, Instant, Json, Source, Stack } from '../../../ui/index.ts';
import { Code, State, Text } from '../../../ui/index.ts';

type Attempt = SystemView['attempts'][number];
type Message = NonNullable<Attempt['request']>;

export function AttemptView({ attempt }: { readonly attempt: Attempt }) {
  const { at, durationMs, outcome, kind, detail, request, reply } = attempt;
  const words = kind === 'look-up' ? LOOK_UPS[outcome] : SUBMITS[outcome];
  return (
    <Disclosure
      summary={
        <>
          <State state={STATES[outcome]} shapeOnly /> {words} <Instant at={at} withSeconds />,{' '}
          <Duration ms={durationMs} />
        </>
      }
    >
      <Stack gap="sm">
        {detail !== undefined && <Text c="dimmed">{detail}</Text>}
        {request ? (
          <MessageView title="We sent" message={request} />
        ) : (
          <Text c="dimmed">Nothing travelled: this system is a part of Kontor.</Text>
        )}
        {reply && <MessageView title="It answered" message={reply} />}
        {request && !reply && <Text>It did not answer.</Text>}
      </Stack>
    </Disclosure>
  );
}

function MessageView({ title, message }: { readonly title: string; readonly message: Message }) {
  const headers = Object.entries(message.headers);
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}: <Code>{message.line}</Code>
      </Text>
      {headers.length > 0 && <Facts items={headers.map(([term, value]) => ({ term, value }))} />}
      {message.body === undefined ? null : <Body text={message.body} />}
    </div>
  );
}

function Body({ text }: { readonly text: string }) {
  const body = prettyBody(text);
  if (body.kind === 'json') return <Json value={body.value} />;
  return <Source>{body.text}</Source>;
}

const STATES = {
  confirmed: 'done',
  rejected: 'refused',
  retryable: 'waiting',
  unknown: 'in-doubt',
  absent: 'working',
} as const;

const SUBMITS = {
  confirmed: 'Sent and taken',
  rejected: 'Sent and refused',
  retryable: 'Could not be taken',
  unknown: 'Sent, no answer',
  absent: 'Sent, not there',
} as const;

const LOOK_UPS = {
  confirmed: 'Looked up and found',
  rejected: 'Look-up refused',
  retryable: 'Look-up not possible',
  unknown: 'Look-up without answer',
  absent: 'Looked up, not there',
} as const;
