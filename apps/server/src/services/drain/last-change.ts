import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type ChangesOf = {
  readonly kind: string;
  readonly id: string;
  /** The verb of each action: `{ 'process.paused': 'paused it' }`. */
  readonly verbs: Readonly<Record<string, string>>;
};

/** Who did one of these last, when and why: what somebody who came too late wants to know. */
export async function lastChange(db: Queryable, { kind, id, verbs }: ChangesOf): Promise<string> {
  const { rows } = await db.query<ChangeRow>({
    name: 'last_change',
    text: LAST_CHANGE,
    values: [kind, id, Object.keys(verbs)],
  });
  const [last] = rows;
  if (!last) return 'It changed since you read it.';
  return `${last.actor} ${verbs[last.action]} at ${last.occurred_at}: ${last.reason}`;
}

const LAST_CHANGE = `
  select coalesce(name_of(actor), actor) as actor, action, occurred_at, reason
  from audit_entry
  where subject_kind = $1 and subject_id = $2 and action = any($3::text[])
  order by sequence desc
  limit 1
`;

type ChangeRow = {
  readonly actor: string;
  readonly action: string;
  readonly occurred_at: Instant;
  readonly reason: string;
};
