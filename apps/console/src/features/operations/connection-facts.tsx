/** What stands beside a connection: its state in facts, what it may do, what is known of it. */

import type { ConnectionDetail } from '@kontor/contracts';
import {
  Age,
  Count,
  Day,
  Facts,
  Health,
  Instant,
  Link,
  Money,
  Section,
  Stack,
} from '../../ui/index.ts';
import { Opens } from './opens.tsx';

export function ConnectionFacts({ detail }: { readonly detail: ConnectionDetail }) {
  const { credentials, calendar, masterData } = detail;
  return (
    <>
      <Now detail={detail} />
      <Section title="What it may do">
        <Facts
          items={[
            { term: 'Capacity', value: capacityOf(detail) },
            { term: 'Calendar', value: calendar.sentence },
            { term: 'Drain', value: <ToDrain name={detail.connection.name} /> },
            {
              term: 'Credentials',
              value: (
                <>
                  {credentials.expireOn && (
                    <>
                      Until <Day day={credentials.expireOn} />.{' '}
                    </>
                  )}
                  {credentials.sentence}
                </>
              ),
            },
            ...masterData.map(({ reading, items, refreshedAt }) => ({
              term: reading,
              value: (
                <>
                  <Count value={items} />, read <Instant at={refreshedAt} relative />
                </>
              ),
            })),
          ]}
        />
      </Section>
    </>
  );
}

function ToDrain({ name }: { readonly name: string }) {
  return (
    <Link to="/connections/$name/drain" params={{ name }}>
      Who goes first, holds, calendar, forecast
    </Link>
  );
}

function Now({ detail }: { readonly detail: ConnectionDetail }) {
  const { connection, breaker, worth } = detail;
  const { paused } = connection;
  const { health, waiting, oldestWaitingAt, clearAt, deliveriesPerSecond } = connection;
  return (
    <Section title="Now">
      <Facts
        items={[
          { term: 'State', value: <Health health={health} /> },
          { term: 'Waiting', value: <Count value={waiting} /> },
          ...(worth.length > 0 ? [{ term: 'Worth', value: <Sums worth={worth} /> }] : []),
          ...(oldestWaitingAt ? [{ term: 'Oldest', value: <Age since={oldestWaitingAt} /> }] : []),
          { term: 'Delivers', value: `${deliveriesPerSecond.toFixed(1)} per second` },
          {
            term: 'Clear at',
            value: waiting === 0 ? 'Nothing waits' : <ClearAt at={clearAt} />,
          },
          { term: 'Answers', value: breaker.sentence },
          ...(connection.parked > 0
            ? [{ term: 'Stopped', value: <Parked detail={detail} /> }]
            : []),
          ...(paused ? [{ term: 'Paused', value: <Paused {...paused} /> }] : []),
        ]}
      />
    </Section>
  );
}

function Paused({ by, at, reason, until }: NonNullable<ConnectionDetail['connection']['paused']>) {
  return (
    <>
      by {by}, <Instant at={at} relative />: {reason}
      {until !== undefined && (
        <>
          {' '}
          Goes on <Instant at={until} relative />.
        </>
      )}
    </>
  );
}

function ClearAt({ at }: { readonly at: string | undefined }) {
  return at === undefined ? 'Not known while nothing moves' : <Instant at={at} timeOnly />;
}

function Parked({ detail: { connection } }: { readonly detail: ConnectionDetail }) {
  const search = { connection: connection.name, status: 'open' };
  return (
    <Opens opens={{ place: 'exceptions', search }}>
      <Count value={connection.parked} /> wait for a person
    </Opens>
  );
}

function Sums({ worth }: Pick<ConnectionDetail, 'worth'>) {
  return (
    <Stack gap={0} align="flex-start">
      {worth.map((value) => (
        <Money key={value.currency} value={value} />
      ))}
    </Stack>
  );
}

function capacityOf({ capacity }: ConnectionDetail): string {
  const { concurrency, underWay, ratePerSecond } = capacity;
  const lanes = `${underWay} of ${concurrency} lanes at once in use`;
  return ratePerSecond === undefined
    ? `${lanes}; no limit per second`
    : `${lanes}; at most ${ratePerSecond} per second`;
}
