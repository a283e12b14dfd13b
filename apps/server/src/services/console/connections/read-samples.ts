import type { ConnectionDetail } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

type Sample = ConnectionDetail['history']['samples'][number];

/** What was noted of a connection since then, oldest first. */
export async function readSamples(
  db: Queryable,
  connection: string,
  since: Instant,
): Promise<Sample[]> {
  const { rows } = await db.query<SampleRow>({
    name: 'read_connection_samples',
    text: READ_CONNECTION_SAMPLES,
    values: [connection, since],
  });
  return rows.map(({ waiting, ...row }) => ({ ...row, waiting: Number.parseInt(waiting, 10) }));
}

export const READ_CONNECTION_SAMPLES = `
  select sampled_at as at, waiting, finished, tried, failing
  from connection_sample
  where connection = $1 and sampled_at >= $2
  order by sampled_at
  limit 400
`;

type SampleRow = Omit<Sample, 'waiting'> & { readonly waiting: string };
