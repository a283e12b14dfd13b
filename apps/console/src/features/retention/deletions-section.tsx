/** Deletions of records: what was asked for, who agreed, how far it is, and the certificate. */

import type { RecordCertificate, RecordDeletion } from '@kontor/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { download } from '../../lib/download.ts';
import { formatCount } from '../../lib/format.ts';
import { useMay, useViewer } from '../../lib/viewer.ts';
import {
  Button,
  Code,
  Disclosure,
  Empty,
  Facts,
  Group,
  Instant,
  Panel,
  Progress,
  Section,
  Stack,
  State,
  Text,
} from '../../ui/index.ts';
import { DecideDeletion, type DecideDeletionProps } from './decide-deletion.tsx';
import { deletionsQuery } from './retention-query.ts';
import { SumsFacts } from './sums-facts.tsx';
import { formatMonth } from './words.ts';

export function DeletionsSection() {
  const query = useInfiniteQuery(deletionsQuery());
  return (
    <Section title="Deletions">
      <Panel query={query} permission="retention:read">
        {({ pages }) => {
          const deletions = pages.flatMap(({ items }) => items);
          if (deletions.length === 0) {
            return <Empty title="Nobody asked for a deletion. Without two people, nothing goes." />;
          }
          return (
            <Stack gap="md">
              {deletions.map((deletion) => (
                <Deletion key={deletion.id} deletion={deletion} />
              ))}
              {query.hasNextPage && (
                <Button variant="default" onClick={() => void query.fetchNextPage()}>
                  Show more
                </Button>
              )}
            </Stack>
          );
        }}
      </Panel>
    </Section>
  );
}

type DeletionProps = { readonly deletion: RecordDeletion };

function Deletion({ deletion }: DeletionProps) {
  const { legalEntity, month, meant, went, status, certificate } = deletion;
  return (
    <Section
      title={`${legalEntity}, ${formatMonth(month)}`}
      isOneOfMany
      aside={<Standing status={status} />}
    >
      <Stack gap="xs">
        <SumsFacts sums={certificate ? certificate.went : meant} />
        <People deletion={deletion} />
        {status === 'approved' && (
          <Progress label="Deleted" done={went.records} total={meant.records} />
        )}
        {certificate && <Certificate certificate={certificate} />}
        {status === 'asked' && <Steps deletion={deletion} />}
      </Stack>
    </Section>
  );
}

function Standing({ status }: Pick<RecordDeletion, 'status'>) {
  switch (status) {
    case 'asked':
      return <State state="waiting">Waits for a second person</State>;
    case 'approved':
      return <State state="working">Being deleted</State>;
    case 'done':
      return <State state="done">Deleted</State>;
    case 'declined':
      return <State state="refused">Declined</State>;
    case 'expired':
      return <State state="refused">Expired</State>;
    case 'stopped':
      return <State state="held">Stopped by a restore</State>;
  }
}

function People({ deletion }: DeletionProps) {
  const { askedBy, askedAt, reason, decided, status, expiresAt } = deletion;
  return (
    <Facts
      items={[
        {
          term: 'Asked',
          value: <By deletion={deletion} {...{ by: askedBy, at: askedAt, reason }} />,
        },
        ...(decided
          ? [
              {
                term: status === 'declined' ? 'Declined' : 'Approved',
                value: <By deletion={deletion} {...decided} />,
              },
            ]
          : []),
        ...(status === 'asked' || status === 'approved'
          ? [{ term: 'Ends', value: <Instant at={expiresAt} /> }]
          : []),
      ]}
    />
  );
}

type ByProps = DeletionProps & {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
};

function By({ deletion: { people }, by, at, reason }: ByProps) {
  return (
    <>
      by {people.find(({ id }) => id === by)?.name ?? by}, <Instant at={at} />: “{reason}”
    </>
  );
}

function Certificate({ certificate }: { readonly certificate: RecordCertificate }) {
  const { deletion, legalEntity, month, meant, went, rows, digest } = certificate;
  const kept = meant.records - went.records;
  const save = () =>
    download(
      `certificate-${legalEntity}-${month}-${deletion}.json`,
      `${JSON.stringify(certificate, undefined, 2)}\n`,
      'application/json',
    );
  return (
    <>
      {kept > 0 && (
        <Text>{`${formatCount(kept)} of what was asked for are kept: ${WHY_KEPT}`}</Text>
      )}
      <Disclosure summary="Certificate">
        <Facts
          items={[
            { term: 'SHA-256', value: <Code>{digest.value}</Code> },
            ...Object.entries(rows).map(([table, count]) => ({
              term: table,
              value: String(count),
            })),
          ]}
        />
      </Disclosure>
      <Group>
        <Button variant="default" size="xs" onClick={save}>
          Download the certificate
        </Button>
      </Group>
    </>
  );
}

/** What this person may do next; nothing, where another one has to. */
function Steps({ deletion }: DeletionProps) {
  const [decision, setDecision] = useState<DecideDeletionProps['decision']>();
  const { subject } = useViewer();
  const mayDecide = useMay('approvals:decide');
  const isOwn = deletion.askedBy.toLowerCase() === subject.toLowerCase();
  if (isOwn || !mayDecide) {
    return (
      <Text c="dimmed" size="sm">
        {isOwn
          ? 'You asked for it: a second person has to decide.'
          : 'Somebody who may approve has to decide.'}
      </Text>
    );
  }
  return (
    <>
      <Group gap="xs">
        <Button size="xs" onClick={() => setDecision('approve')}>
          Delete them…
        </Button>
        <Button variant="default" size="xs" onClick={() => setDecision('decline')}>
          Keep them…
        </Button>
      </Group>
      {decision && (
        <DecideDeletion
          deletion={deletion}
          decision={decision}
          onClose={() => setDecision(undefined)}
        />
      )}
    </>
  );
}

const WHY_KEPT = 'something keeps them by now.';
