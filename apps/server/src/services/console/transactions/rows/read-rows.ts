/**
 * Transactions as rows of the console, by id: each with what it waits for. Only for as many as one
 * page shows, because each is looked up on its own.
 */

import type { Instant } from '@kontor/kernel';
import type { TransactionStatus } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import { joinStanding } from '../../../operations/lane-hold.ts';

/** In the order of the ids; those of other legal entities are absent. */
export async function readRows(
  db: Queryable,
  ids: readonly string[],
  legalEntities: readonly string[],
): Promise<readonly ConsoleRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<ConsoleRow>({
    name: 'read_console_rows',
    text: READ_CONSOLE_ROWS,
    values: [ids, legalEntities],
  });
  return rows;
}

const READ_CONSOLE_ROWS = `
  select transaction.transaction_id, transaction.number, transaction.process,
         transaction.process_version, transaction.legal_entity, transaction.customer,
         coalesce(transaction.party_name, known.name) as party, transaction.amount_minor,
         transaction.currency, transaction.application_id, transaction.accepted_at,
         transaction.finished_at, transaction.status, transaction.version,
         transaction.state -> 'ending' ->> 'text' as ending_text,
         transaction.state -> 'ending' ->> 'code' as ending_code,
         transaction.state -> 'confirmed' as confirmed,
         asked.text as asked_text, asked.is_unknown,
         next.step, next.connection, next.delivery_status, next.attempts, next.before,
         next.held_reason, stands.reason as paused_reason
  from unnest($1::text[]) with ordinality as wanted (transaction_id, place)
  join transaction on transaction.transaction_id = wanted.transaction_id
  left join legal_entity on legal_entity.code = transaction.legal_entity
  left join customer as known
    on known.connection = legal_entity.ledger and known.number = transaction.customer
  left join lateral (
    select (array_agg(text order by opened_at desc, exception_id desc))[1] as text,
           bool_or(code = 'outcome_unknown') as is_unknown
    from exception
    where exception.transaction_id = transaction.transaction_id and exception.status = 'open'
  ) as asked on true
  left join lateral (
    select delivery.step, delivery.connection, delivery.status as delivery_status,
           delivery.attempts, greatest(delivery.position - lane.head_position, 0) as before,
           lane.held_reason, lane.head_process
    from delivery
    join lane on lane.lane_id = delivery.lane_id
    where delivery.transaction_id = transaction.transaction_id
      and delivery.status in ('waiting', 'in_doubt')
    order by delivery.created_at desc, delivery.delivery_id desc
    limit 1
  ) as next on transaction.status = 'working'
  ${joinStanding('next')}
  where transaction.legal_entity = any($2::text[])
  order by wanted.place
`;

export type ConsoleRow = {
  readonly transaction_id: string;
  readonly number: string;
  readonly process: string;
  readonly process_version: number;
  readonly legal_entity: string;
  readonly customer: string | null;
  readonly party: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly application_id: string;
  readonly accepted_at: Instant;
  readonly finished_at: Instant | null;
  readonly status: TransactionStatus;
  readonly version: number;
  readonly ending_text: string | null;
  readonly ending_code: string | null;
  readonly confirmed: Readonly<Record<string, { readonly externalReference?: string }>> | null;
  /** Of the open exception that is the newest. */
  readonly asked_text: string | null;
  readonly is_unknown: boolean | null;
  /** The delivery that is next, with the lane it stands in. */
  readonly step: string | null;
  readonly connection: string | null;
  readonly delivery_status: 'waiting' | 'in_doubt' | null;
  readonly attempts: number | null;
  readonly before: string | null;
  readonly held_reason: string | null;
  readonly paused_reason: string | null;
};
