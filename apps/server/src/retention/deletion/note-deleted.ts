/**
 * Write the notes of what goes: the statement by which records go. It asks the law once more, of
 * rows that are locked, and of holds that nobody can place meanwhile; what it does not note cannot
 * be deleted, because triggers compare.
 */

import type { Queryable } from '@kontor/postgres';
import { CLUSTER_OF_RECORD, STANDING_OF_RECORD, termsIn } from '../record-standing.ts';
import { areNamed, lawValues, type Law } from './choose-batch.ts';
import { selectSums, type SumRow } from './sums.ts';

export type Noted = { readonly ids: readonly string[]; readonly sums: readonly SumRow[] };

export async function noteDeleted(
  db: Queryable,
  { law, month, going }: { readonly law: Law; readonly month: string; going: readonly string[] },
): Promise<Noted> {
  await lockAll(db, going);
  // Whoever places a hold at this moment is waited for; whoever comes later waits for us.
  await db.query({ text: 'lock table legal_hold in share mode' });
  const { rows } = await db.query<SumRow & { readonly ids: readonly string[] }>({
    name: 'note_deleted_records',
    text: NOTE_DELETED_RECORDS,
    values: [...lawValues(law), going, month],
  });
  return { ids: rows[0]?.ids ?? [], sums: rows };
}

/** All that the law asks about: nobody opens, releases or claims any of it from here on. */
async function lockAll(db: Queryable, going: readonly string[]): Promise<void> {
  for (const [name, text] of LOCKS) await db.query({ name, text, values: [going] });
}

const LOCKS = [
  [
    'lock_records',
    `select from transaction where transaction_id = any($1::text[])
     order by transaction_id for update`,
  ],
  [
    'lock_payments_of_records',
    `select from payment_batch where transaction_id = any($1::text[])
     order by transaction_id for update`,
  ],
  [
    'lock_open_items_of_records',
    `select from open_item where transaction_id = any($1::text[])
     order by open_item_id for update`,
  ],
  [
    'lock_matches_of_records',
    `select from match where transaction_id = any($1::text[]) order by match_id for update`,
  ],
  [
    'lock_exceptions_of_records',
    `select from exception where transaction_id = any($1::text[])
     order by exception_id for update`,
  ],
  [
    'lock_deliveries_of_records',
    `select from delivery where transaction_id = any($1::text[])
     order by delivery_id for update`,
  ],
  [
    'lock_webhooks_of_records',
    `select from delivery
     where event_id = any(array(
       select event_id from event where transaction_id = any($1::text[])))
     order by delivery_id for update`,
  ],
] as const;

/**
 * What a record was, in one number: its own columns, its document, and its stream. Whoever has a
 * backup of before can compute it again.
 */
const FINGERPRINT = `sha256(convert_to(jsonb_build_array(
    record.transaction_id, record.process, record.process_version, record.legal_entity,
    record.business_key, record.number, record.status, record.currency,
    record.amount_minor::text,
    to_char(record.accepted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    record.input,
    (select coalesce(jsonb_agg(stream.messages order by stream.position), '[]')
      from transaction_message as stream
      where stream.transaction_id = record.transaction_id)
  )::text, 'utf8'))`;

export const NOTE_DELETED_RECORDS = `
  with ${termsIn('$2', '$3')},
  judged as materialized (
    select record.transaction_id, ${STANDING_OF_RECORD} as standing
    from transaction as record
    left join term on term.legal_entity = record.legal_entity
    where record.transaction_id = any($4::text[])
  ),
  due as materialized (
    select record.transaction_id, ${CLUSTER_OF_RECORD} as cluster
    from judged as record
    where standing = 'due'
  ),
  whole as materialized (
    select due.transaction_id
    from due
    where cluster <@ $4::text[] and ${areNamed('due.cluster')}
  ),
  noted as (
    insert into deleted_record
      (transaction_id, deletion_id, process, legal_entity, business_key, fingerprint)
    select record.transaction_id, $1, record.process, record.legal_entity,
      case when record.status = 'done' then record.business_key end, ${FINGERPRINT}
    from whole
    cross join lateral (
      select * from transaction
      where transaction.transaction_id = whole.transaction_id
      offset 0
    ) as record
    returning transaction_id
  ),
  gone as (
    select noted.transaction_id, one.currency, one.amount_minor, one.accepted_at
    from noted
    cross join lateral (
      select currency, amount_minor, accepted_at
      from transaction where transaction.transaction_id = noted.transaction_id
      offset 0
    ) as one
  )
  select told.*, (select array_agg(transaction_id) from gone) as ids
  from (${selectSums('$5')}) as told
`;
