import type { Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { InputVersion } from '../engine-store.ts';

/** Oldest first. What nobody corrected has one version: what was handed over. */
export async function readInputVersions(
  db: Queryable,
  transactionId: TransactionId,
): Promise<readonly InputVersion[]> {
  const { rows } = await db.query<InputVersionRow>({
    name: 'read_input_versions',
    text: READ_INPUT_VERSIONS,
    values: [transactionId],
  });
  return rows.map(fromInputVersionRow);
}

const READ_INPUT_VERSIONS = `
  select version, input, recorded_by, reason, recorded_at
  from transaction_input
  where transaction_id = $1
  union all
  select 1, input, null, null, accepted_at
  from transaction
  where transaction_id = $1
    and not exists (select 1 from transaction_input where transaction_id = $1)
  order by version
`;

type InputVersionRow = {
  readonly version: number;
  readonly input: unknown;
  readonly recorded_by: string | null;
  readonly reason: string | null;
  readonly recorded_at: Instant;
};

function fromInputVersionRow(row: InputVersionRow): InputVersion {
  return {
    version: row.version,
    input: row.input,
    at: row.recorded_at,
    ...(row.recorded_by !== null && { by: row.recorded_by }),
    ...(row.reason !== null && { reason: row.reason }),
  };
}
