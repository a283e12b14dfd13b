/** How far a batch is, what failed and why, and the way to stop it. */

import { type ExceptionBatch, stopExceptionBatch } from '@kontor/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { useMay } from '../../lib/viewer.ts';
import {
  Button,
  Code,
  type Column,
  ConfirmWithEffect,
  Count,
  DataTable,
  Facts,
  Instant,
  Link,
  Page,
  Panel,
  Progress,
  Section,
  Stack,
  State,
  Text,
} from '../../ui/index.ts';
import { BATCH_STATES, batchTitle, nameIn } from './batch-words.ts';
import { batchFailuresQuery, batchQuery } from './exceptions-search.ts';
import { Totals } from './totals.tsx';

export function BatchPage() {
  const { batchId } = route.useParams();
  const query = useQuery(batchQuery(batchId));
  const { data } = query;
  return (
    <Page
      title={data ? batchTitle(data) : 'A decision about many exceptions'}
      actions={data && <Stop batch={data} />}
    >
      <Panel query={query} permission="exceptions:read">
        {(batch) => <Batch batch={batch} />}
      </Panel>
    </Page>
  );
}

function Batch({ batch }: { readonly batch: ExceptionBatch }) {
  const { state, word } = BATCH_STATES[batch.status];
  const items = [
    { term: 'Worth', value: <Totals totals={batch.totals} /> },
    { term: 'Asked for', value: <Asked batch={batch} /> },
    { term: 'Reason', value: batch.reason },
    ...(batch.decided
      ? [
          {
            term: batch.status === 'declined' ? 'Declined' : 'Approved',
            value: (
              <>
                by {nameIn(batch, batch.decided.by)}, <Instant at={batch.decided.at} />: “
                {batch.decided.reason}”
              </>
            ),
          },
        ]
      : []),
    ...(batch.stoppedBy !== undefined
      ? [{ term: 'Stopped', value: `by ${nameIn(batch, batch.stoppedBy)}` }]
      : []),
    { term: 'Id', value: <Code>{batch.id}</Code> },
  ];
  return (
    <Stack gap="lg">
      <State state={state}>{word}</State>
      {batch.status === 'waiting' ? (
        <Text>It begins when a second person agrees. Nothing has been done yet.</Text>
      ) : (
        <Progress
          label={`${batch.done} done, ${batch.failed} could not be done`}
          done={batch.done + batch.failed}
          total={batch.count}
        />
      )}
      <Facts items={items} />
      {batch.failed > 0 && <Failures batch={batch} />}
      <Link to="/exceptions" search={{}}>
        Back to the queue
      </Link>
    </Stack>
  );
}

function Asked({ batch }: { readonly batch: ExceptionBatch }) {
  return (
    <>
      by {nameIn(batch, batch.requestedBy)}, <Instant at={batch.requestedAt} />
    </>
  );
}

function Failures({ batch }: { readonly batch: ExceptionBatch }) {
  const query = useQuery(batchFailuresQuery(batch.id));
  return (
    <Section title="Could not be done" aside={<Count value={batch.failed} />}>
      <Panel query={query}>
        {({ items }) => (
          <DataTable
            label="Could not be done"
            columns={COLUMNS}
            rows={items}
            rowId={({ exception }) => exception}
            total={batch.failed}
          />
        )}
      </Panel>
    </Section>
  );
}

function Stop({ batch }: { readonly batch: ExceptionBatch }) {
  const [opened, setOpened] = useState(false);
  const client = useQueryClient();
  const mayStop = useMay('exceptions:resolve');
  if (!mayStop || (batch.status !== 'running' && batch.status !== 'waiting')) return null;
  const stop = async (reason: string) => {
    await call(stopExceptionBatch, { params: { batchId: batch.id }, body: { reason } });
    await client.invalidateQueries({ queryKey: ['exceptions'] });
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        Stop…
      </Button>
      <ConfirmWithEffect
        opened={opened}
        onClose={() => setOpened(false)}
        title="Stop"
        asksReason
        confirmLabel="Stop"
        onConfirm={stop}
        effect={
          <Text>
            What was done stays done. Nothing more of it is begun; the other exceptions stay open.
          </Text>
        }
      />
    </>
  );
}

type Item = { readonly exception: string; readonly title: string; readonly detail?: string };

const COLUMNS: readonly Column<Item>[] = [
  {
    id: 'title',
    header: 'What',
    cell: ({ exception, title }) => (
      <Link to="/exceptions" search={{ selected: exception }}>
        {title}
      </Link>
    ),
  },
  { id: 'detail', header: 'Why not', cell: ({ detail }) => detail ?? '–' },
];
const route = getRouteApi('/exceptions/batches/$batchId');
