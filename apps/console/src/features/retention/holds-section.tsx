/** Legal holds: what each keeps, who placed it, why, since when, and the two steps of its end. */

import type { ConsoleRetention, LegalHold } from '@kontor/contracts';
import { parseInstant, plusMs } from '@kontor/kernel';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { toLocalField } from '../../lib/local-time.ts';
import { transactionsWith } from '../../lib/lists.ts';
import { useMay, useViewer } from '../../lib/viewer.ts';
import {
  Button,
  Empty,
  Facts,
  Group,
  Instant,
  Link,
  Panel,
  Section,
  SegmentedControl,
  Stack,
  State,
  Text,
} from '../../ui/index.ts';
import { type HoldStep, ReleaseHold } from './release-hold.tsx';
import { releasedHoldsQuery, validateRetentionSearch } from './retention-query.ts';

const route = getRouteApi('/retention');

export function HoldsSection({ retention }: { readonly retention: ConsoleRetention }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show = (holds: string) =>
    void navigate({ search: validateRetentionSearch({ ...search, holds }), replace: true });
  return (
    <Section
      title="Legal holds"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Which holds"
          value={search.holds ?? 'in-force'}
          data={[
            { value: 'in-force', label: 'In force' },
            { value: 'released', label: 'Released' },
          ]}
          onChange={show}
        />
      }
    >
      {search.holds === 'released' ? <Released /> : <InForce retention={retention} />}
    </Section>
  );
}

function InForce({ retention: { holds, moreHolds } }: { readonly retention: ConsoleRetention }) {
  if (holds.length === 0) {
    return <Empty title="Nothing is on hold. A hold keeps records whatever their term." />;
  }
  return (
    <Stack gap="md">
      {holds.map((hold) => (
        <Hold key={hold.id} hold={hold} />
      ))}
      {moreHolds && <Text c="dimmed">There are more; the API lists all of them.</Text>}
    </Stack>
  );
}

function Released() {
  const query = useInfiniteQuery(releasedHoldsQuery());
  return (
    <Panel query={query} permission="retention:read">
      {({ pages }) => {
        const holds = pages.flatMap(({ items }) => items);
        if (holds.length === 0) return <Empty title="No hold was released yet." />;
        return (
          <Stack gap="md">
            {holds.map((hold) => (
              <Hold key={hold.id} hold={hold} />
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
  );
}

function Hold({ hold }: { readonly hold: LegalHold }) {
  const { reference, sentence, reason, placedBy, placedAt, releaseAsked, released } = hold;
  return (
    <Section title={reference} isOneOfMany aside={<Standing hold={hold} />}>
      <Stack gap="xs">
        <Text>{sentence}</Text>
        <Facts
          items={[
            { term: 'Because', value: reason },
            { term: 'Placed', value: <By hold={hold} by={placedBy} at={placedAt} /> },
            ...(releaseAsked
              ? [{ term: 'Release asked', value: <Decision hold={hold} {...releaseAsked} /> }]
              : []),
            ...(released
              ? [{ term: 'Released', value: <Decision hold={hold} {...released} /> }]
              : []),
            {
              term: 'Covers',
              value: <Link {...transactionsOf(hold)}>These transactions</Link>,
            },
          ]}
        />
        <Steps hold={hold} />
      </Stack>
    </Section>
  );
}

function Standing({ hold: { status } }: { readonly hold: LegalHold }) {
  switch (status) {
    case 'in_force':
      return <State state="held">In force</State>;
    case 'release_asked':
      return <State state="waiting">In force, release asked</State>;
    case 'released':
      return <State state="done">Released</State>;
  }
}

type ByProps = { readonly hold: LegalHold; readonly by: string; readonly at: string };

function By({ hold, by, at }: ByProps) {
  return (
    <>
      by {hold.people.find(({ id }) => id === by)?.name ?? by}, <Instant at={at} />
    </>
  );
}

function Decision({ reason, ...by }: ByProps & { readonly reason: string }) {
  return (
    <>
      <By {...by} />: “{reason}”
    </>
  );
}

/** What this person may do next; nothing, where another one has to. */
function Steps({ hold }: { readonly hold: LegalHold }) {
  const [step, setStep] = useState<HoldStep>();
  const { subject } = useViewer();
  const mayAsk = useMay('retention:write');
  const mayDecide = useMay('approvals:decide');
  const isOwn = hold.releaseAsked?.by.toLowerCase() === subject.toLowerCase();
  if (hold.status === 'released') return null;
  return (
    <>
      {hold.status === 'in_force' && mayAsk && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setStep('ask')}>
            Ask for its release…
          </Button>
        </Group>
      )}
      {hold.status === 'release_asked' && mayDecide && !isOwn && (
        <Group gap="xs">
          <Button size="xs" onClick={() => setStep('approve')}>
            Release it…
          </Button>
          <Button variant="default" size="xs" onClick={() => setStep('decline')}>
            Keep it…
          </Button>
        </Group>
      )}
      {hold.status === 'release_asked' && (isOwn || !mayDecide) && (
        <Text c="dimmed" size="sm">
          {isOwn
            ? 'You asked for its release: a second person has to decide.'
            : 'Somebody who may approve has to decide.'}
        </Text>
      )}
      {step && <ReleaseHold hold={hold} step={step} onClose={() => setStep(undefined)} />}
    </>
  );
}

/** The list of transactions begins and ends with days, where the person is. */
function transactionsOf({ scope }: LegalHold) {
  const { legalEntity, process, customer, acceptedFrom, acceptedTo } = scope;
  return transactionsWith({
    ...{ legalEntity, process, customer },
    from: acceptedFrom && toLocalField(acceptedFrom).slice(0, 10),
    until: acceptedTo && toLocalField(justBefore(acceptedTo)).slice(0, 10),
  });
}

function justBefore(at: string): string {
  const instant = parseInstant(at);
  return instant ? plusMs(instant, -1) : at;
}
