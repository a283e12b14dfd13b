/** One request: the question, old and new side by side, what either answer does, and the answer. */

import type { Approval } from '@kontor/contracts';
import {
  Button,
  Code,
  Diff,
  Facts,
  Group,
  Instant,
  Json,
  Link,
  Money,
  Section,
  Stack,
  Text,
  Title,
} from '../../ui/index.ts';
import { useState } from 'react';
import { useKeys } from '../../lib/keyboard.ts';
import { payment } from '../../lib/lists.ts';
import { useMay } from '../../lib/viewer.ts';
import { type Answer, AnswerDialog } from './answer-dialog.tsx';

export function ApprovalDetail({ approval }: { readonly approval: Approval }) {
  const [answer, setAnswer] = useState<Answer>();
  const mayDecide = approval.obstacle === undefined;
  const isPayment = useMay('payments:read') && approval.process === 'send-payment-batch';
  useKeys({ r: () => mayDecide && setAnswer('approve') });
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Title order={2} size="h3">
          {approval.title}
        </Title>
        <Text>{approval.question}</Text>
        {isPayment && approval.transaction !== undefined && (
          <Link {...payment(approval.transaction)}>Who is paid, transfer by transfer</Link>
        )}
        {mayDecide ? (
          <Group gap="xs">
            <Button onClick={() => setAnswer('approve')}>Approve…</Button>
            <Button variant="default" onClick={() => setAnswer('decline')}>
              Decline…
            </Button>
          </Group>
        ) : (
          <Text c="dimmed">{approval.obstacle}</Text>
        )}
      </Stack>
      <Facts items={factsOf(approval)} />
      {approval.changes.length > 0 && (
        <Section title="What was changed">
          <Diff before={approval.before} after={approval.after} />
        </Section>
      )}
      <Section title="If it is approved">
        <Sentences sentences={approval.ifApproved} />
      </Section>
      <Section title="If it is declined">
        <Sentences sentences={approval.ifDeclined} />
      </Section>
      {approval.after !== undefined && (
        <Section title="The document">
          <Json value={approval.after} />
        </Section>
      )}
      <AnswerDialog approval={approval} answer={answer} onClose={() => setAnswer(undefined)} />
    </Stack>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Stack gap={4}>
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
    </Stack>
  );
}

function factsOf({ requestedBy, requestedAt, dueAt, totals, legalEntities, ...rest }: Approval) {
  return [
    {
      term: 'Asked by',
      value: (
        <>
          {requestedBy.name}, <Instant at={requestedAt} />
        </>
      ),
    },
    ...totals.map((value) => ({
      term: `Worth, ${value.currency}`,
      value: <Money value={value} />,
    })),
    ...(rest.party !== undefined ? [{ term: 'For', value: rest.party }] : []),
    { term: 'Legal entity', value: legalEntities.join(', ') || 'All' },
    ...(dueAt !== undefined ? [{ term: 'Due', value: <Instant at={dueAt} relative /> }] : []),
    ...rest.facts,
    { term: 'Id', value: <Code>{rest.id}</Code> },
  ];
}
