/** A line for each batch that is under way, above the queue. */

import { useQuery } from '@tanstack/react-query';
import { Link, Progress, Stack } from '../../ui/index.ts';
import { batchTitle } from './batch-words.ts';
import { batchesUnderWayQuery } from './exceptions-search.ts';

export function BatchesUnderWay() {
  const { data = [] } = useQuery(batchesUnderWayQuery());
  if (data.length === 0) return null;
  return (
    <Stack gap="xs">
      {data.map((batch) => (
        <div key={batch.id}>
          <Link to="/exceptions/batches/$batchId" params={{ batchId: batch.id }}>
            {batchTitle(batch)}
          </Link>
          {batch.status === 'waiting' ? (
            ' waits for a second person'
          ) : (
            <Progress label="Done" done={batch.done + batch.failed} total={batch.count} />
          )}
        </div>
      ))}
    </Stack>
  );
}
