import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/** Who paused or resumed it last, when and why: what somebody who came too late wants to know. */
export async function lastConnectionChange(db: Queryable, name: string): Promise<string> {
  const { rows } = await db.query<ChangeRow>({
    name: 'last_connection_change',
    text: LAST_CONNECTION_CHANGE,
    values: [name],
  });
  const [last] = rows;
  if (!last) return 'It changed since you read it.';
  const what = last.action === 'connection.paused' ? 'paused' : 'resumed';
  return `${last.name} ${what} it at ${last.occurred_at}: ${last.reason}`;
}

const LAST_CONNECTION_CHANGE = `
  select name_of(actor) as name, action, occurred_at, reason
  from audit_entry
  where subject_kind = 'connection' and subject_id = $1
    and action in ('connection.paused', 'connection.resumed')
  order by sequence desc
  limit 1
`;

type ChangeRow = {
  readonly name: string;
  readonly action: string;
  readonly occurred_at: Instant;
  readonly reason: string;
};
