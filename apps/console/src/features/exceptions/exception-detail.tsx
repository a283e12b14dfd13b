/** One exception: what happened, what to do, what it holds up, the document, who did what. */

import type { ExceptionPane, ResolutionAction } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Code,
  Facts,
  Instant,
  Money,
  Panel,
  Party,
  Section,
  Stack,
  State,
  Text,
  Title,
} from '../../ui/index.ts';
import { paneQuery } from './exceptions-search.ts';
import { type AskedDecision, DecisionDialog } from './decision-dialog.tsx';
import { ExceptionActions } from './exception-actions.tsx';
import { ExceptionRecord } from './exception-record.tsx';
import { LaneOfException } from './lane-of-exception.tsx';
import { OpenTransaction } from './opens.tsx';
import { RunbookSteps } from './runbook-steps.tsx';

export function ExceptionDetail({ id }: { readonly id: string }) {
  const query = useQuery(paneQuery(id));
  return <Panel query={query}>{(pane) => <Detail pane={pane} />}</Panel>;
}

function Detail({ pane }: { readonly pane: ExceptionPane }) {
  const { exception, sentences, vendor, field, runbook, lane } = pane;
  // What was seen when it was asked: news from others neither closes the dialog nor changes it.
  const [asked, setAsked] = useState<AskedDecision>();
  const decide = (action: ResolutionAction) => setAsked({ pane, action });
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <State state={exception.state}>
          {exception.status === 'resolved' ? 'Resolved' : undefined}
        </State>
        <Title order={2} size="h3">
          {exception.title}
        </Title>
        <ExceptionActions pane={pane} decide={decide} />
      </Stack>
      <Section title="What happened">
        <Stack gap="xs">
          {sentences.map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
          {vendor && (
            <Text>
              {vendor.system} said: “{vendor.text}” <Code>{vendor.code}</Code>
            </Text>
          )}
          {field && exception.status === 'open' && (
            <Text>
              It is about the {field.name}
              {field.value !== undefined && (
                <>
                  , now <Code>{field.value}</Code>
                </>
              )}
              .
            </Text>
          )}
        </Stack>
      </Section>
      {runbook && exception.status === 'open' && (
        <RunbookSteps pane={pane} runbook={runbook} decide={decide} />
      )}
      {lane && <LaneOfException lane={lane} />}
      <ExceptionFacts pane={pane} />
      <ExceptionRecord pane={pane} />
      {asked && <DecisionDialog {...asked} onClose={() => setAsked(undefined)} />}
    </Stack>
  );
}

function ExceptionFacts({ pane: { exception } }: { readonly pane: ExceptionPane }) {
  const { transaction, number, party, value, assignee, resolved } = exception;
  const items = [
    ...(transaction !== undefined
      ? [
          {
            term: 'Document',
            value: <OpenTransaction id={transaction}>{number ?? transaction}</OpenTransaction>,
          },
        ]
      : []),
    ...(party !== undefined ? [{ term: 'Party', value: <Party name={party} /> }] : []),
    ...(value ? [{ term: 'Worth', value: <Money value={value} /> }] : []),
    { term: 'Legal entity', value: exception.legalEntity },
    { term: 'Since', value: <Instant at={exception.openedAt} /> },
    ...(resolved
      ? [
          {
            term: 'Resolved',
            value: (
              <>
                by {resolved.by}, <Instant at={resolved.at} />
              </>
            ),
          },
        ]
      : [
          { term: 'Due', value: <Instant at={exception.dueAt} relative /> },
          { term: 'With', value: assignee?.name ?? 'nobody' },
        ]),
    { term: 'Id', value: <Code>{exception.id}</Code> },
  ];
  return <Facts items={items} />;
}
