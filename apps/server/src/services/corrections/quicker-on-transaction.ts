import type { Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Quicker } from '../../gateway/services.ts';

/** Who changed a transaction last, from its audit trail: a person, or Kontor itself. */
export async function quickerOnTransaction(
  db: Queryable,
  id: TransactionId,
): Promise<Quicker | undefined> {
  const { rows } = await db.query<ActRow>({
    name: 'read_last_act_on_transaction',
    text: READ_LAST_ACT,
    values: [id],
  });
  const [row] = rows;
  if (!row) return undefined;
  const did = DID[row.action] ?? 'changed it';
  const sentence = `${row.name} ${did} at ${row.occurred_at.slice(11, 19)} UTC.`;
  return { by: row.actor, at: row.occurred_at, sentence };
}

const READ_LAST_ACT = `
  select actor, name_of(actor) as name, action, occurred_at
  from audit_entry
  where subject_kind = 'transaction' and subject_id = $1
    and action <> 'transaction.messages_read'
  order by sequence desc
  limit 1
`;

type ActRow = {
  readonly actor: string;
  readonly name: string;
  readonly action: string;
  readonly occurred_at: Instant;
};

const DID: Readonly<Record<string, string>> = {
  'transaction.cancelled': 'cancelled it',
  'transaction.corrected': 'corrected it and sent it again',
  'transaction.reopened': 'had it tried again',
  'transaction.resumed': 'had it tried again',
  'transaction.abandoned': 'gave it up',
  'transaction.approved': 'approved it',
  'transaction.declined': 'declined it',
  'transaction.delivered': 'heard from the system',
  'transaction.parked': 'put it aside',
};
