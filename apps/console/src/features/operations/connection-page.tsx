/** One connection: how it is, what waits for it, and what can be done about it. */

import type { ConnectionDetail } from '@kontor/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toProblem } from '../../lib/problem.ts';
import { useMay } from '../../lib/viewer.ts';
import { Empty, Link, MainAndAside, Page, Panel, Stack } from '../../ui/index.ts';
import { ConnectionActions } from './connection-actions.tsx';
import { ConnectionFacts } from './connection-facts.tsx';
import { ConnectionHistory } from './connection-history.tsx';
import { FailuresSection } from './failures-section.tsx';
import { LanesSection } from './lanes-section.tsx';
import { RestoredSection } from './restored-section.tsx';
import { connectionQuery, type ConnectionSearch } from './queries.ts';
import { SandboxSection } from './sandbox-section.tsx';

const route = getRouteApi('/connections/$name');

export function ConnectionPage() {
  const { name } = route.useParams();
  const search: ConnectionSearch = route.useSearch();
  const answer = useQuery(connectionQuery(name, search));
  // What was kept from before may be of another connection.
  const isOfIt = answer.data?.connection.name === name;
  const query = { ...answer, data: isOfIt ? answer.data : undefined };
  const mayOperate = useMay('connections:operate');
  const { data, error } = query;
  if (!data && error && toProblem(error).code === 'not_found') return <NoSuchConnection />;
  return (
    <Page
      title={data?.connection.title ?? 'Connection'}
      lead={data?.connection.sentence}
      actions={data && mayOperate && <ConnectionActions detail={data} />}
    >
      <Panel query={query} permission="connections:read">
        {(detail) => <Detail detail={detail} search={search} mayOperate={mayOperate} />}
      </Panel>
    </Page>
  );
}

type DetailProps = {
  readonly detail: ConnectionDetail;
  readonly search: ConnectionSearch;
  readonly mayOperate: boolean;
};

function Detail({ detail, search, mayOperate }: DetailProps) {
  const { connection } = detail;
  return (
    <MainAndAside
      main={
        <Stack gap="lg">
          {detail.restored && (
            <RestoredSection
              {...{ connection, restored: detail.restored, mayOperate }}
              key={connection.name}
            />
          )}
          <ConnectionHistory detail={detail} span={search.span ?? 'minutes'} />
          <LanesSection detail={detail} order={search.lanes ?? 'oldest'} mayOperate={mayOperate} />
          <FailuresSection detail={detail} />
        </Stack>
      }
      aside={
        <>
          {connection.isSimulated && (
            <SandboxSection connection={connection} mayOperate={mayOperate} />
          )}
          <ConnectionFacts detail={detail} />
        </>
      }
    />
  );
}

function NoSuchConnection() {
  return (
    <Page title="Connection">
      <Empty
        title="There is no connection of that name."
        action={<Link to="/connections">All connections</Link>}
      />
    </Page>
  );
}
