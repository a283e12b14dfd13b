/** The drain of one connection: who goes first, how fast, when not, and until when. */

import type { ConnectionDrain } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toProblem } from '../../lib/problem.ts';
import { useMay } from '../../lib/viewer.ts';
import {
  BacklogPicture,
  Count,
  Empty,
  Facts,
  Instant,
  Link,
  MainAndAside,
  Page,
  Panel,
  Section,
  Stack,
  Text,
} from '../../ui/index.ts';
import { CalendarSection } from './calendar-section.tsx';
import { drainQuery } from './drain-query.ts';
import { HoldsSection } from './holds-section.tsx';
import { ProcessesSection } from './processes-section.tsx';

const route = getRouteApi('/connections/$name/drain');

export function DrainPage() {
  const { name } = route.useParams();
  const answer = useQuery(drainQuery(name));
  const isOfIt = answer.data?.connection.name === name;
  const query = { ...answer, data: isOfIt ? answer.data : undefined };
  const mayOperate = useMay('connections:operate');
  const { data, error } = query;
  if (!data && error && toProblem(error).code === 'not_found') return <NoSuchConnection />;
  return (
    <Page
      title={data ? `Drain of ${data.connection.title}` : 'Drain'}
      lead={data?.connection.sentence}
      actions={
        <Link to="/connections/$name" params={{ name }}>
          The connection
        </Link>
      }
    >
      <Panel query={query} permission="connections:read">
        {(drain) => (
          <Stack gap="lg">
            <MainAndAside main={<Forecast drain={drain} />} aside={<Pace drain={drain} />} />
            <ProcessesSection drain={drain} mayOperate={mayOperate} />
            <HoldsSection drain={drain} />
            <CalendarSection drain={drain} mayOperate={mayOperate} />
          </Stack>
        )}
      </Panel>
    </Page>
  );
}

function Forecast({ drain: { forecast, calendar } }: { readonly drain: ConnectionDrain }) {
  const { points, finishesAt, sentence } = forecast;
  return (
    <Section
      title="Until when"
      aside={finishesAt !== undefined && points.length > 1 && <Instant at={finishesAt} />}
    >
      <Stack gap="sm">
        <Text>{sentence}</Text>
        {points.length > 1 && (
          <BacklogPicture title="What will wait" points={points} windows={calendar.windows} />
        )}
      </Stack>
    </Section>
  );
}

function Pace({ drain: { pace, connection } }: { readonly drain: ConnectionDrain }) {
  return (
    <Section title="How fast">
      <Stack gap="sm">
        <Text>{pace.sentence}</Text>
        <Facts
          items={[
            { term: 'Now', value: `${pace.perSecond} per second` },
            {
              term: 'Allowed',
              value:
                pace.allowedPerSecond === undefined
                  ? 'No limit per second'
                  : `${pace.allowedPerSecond} per second`,
            },
            ...(pace.allowance
              ? [
                  {
                    term: 'Calls today',
                    value: (
                      <>
                        <Count value={pace.allowance.used} /> of{' '}
                        <Count value={pace.allowance.max} />
                      </>
                    ),
                  },
                ]
              : []),
            { term: 'Waiting', value: <Count value={connection.waiting} /> },
          ]}
        />
      </Stack>
    </Section>
  );
}

function NoSuchConnection() {
  return (
    <Page title="Drain">
      <Empty
        title="There is no connection of that name."
        action={<Link to="/connections">All connections</Link>}
      />
    </Page>
  );
}
