/**
 * Half a million invoices that wait for the ledger, made in a minute: one that was really accepted
 * is copied by SQL under other numbers and customers, with everything that its acceptance wrote.
 */

import { assert } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';

export type Filling = {
  readonly pool: pg.Pool;
  /** The number of the invoice that is copied; it waits in its lane. */
  readonly sample: string;
  readonly customers: readonly string[];
  readonly count: number;
};

export async function fillLanes({ pool, sample, customers, count }: Filling): Promise<void> {
  const { rows } = await pool.query<{ transaction_id: string }>(
    'select transaction_id from transaction where number = $1',
    [sample],
  );
  const template = rows[0]?.transaction_id;
  assert(template !== undefined, `${sample} was accepted`);
  await inTransaction(pool, async (db) => {
    await db.query(COPIES, [customers, count]);
    await db.query(TRANSACTIONS, [template]);
    for (const statement of [MESSAGES, DELIVERIES, AUDIT]) await db.query(statement, [template]);
    await db.query('drop table copy');
  });
}

const COPIES = `
  create table copy as
  select n, 'txn_' || lpad(n::text, 26, '0') as transaction_id, 'L' || n as number,
         ($1::text[])[1 + n % cardinality($1::text[])] as customer
  from generate_series(1, $2::integer) as n
`;

const TRANSACTIONS = `
  insert into transaction
    (transaction_id, process, process_version, legal_entity, business_key, ordering_key,
     correlation_id, application_id, channel, number, customer, party_name, amount_minor, currency,
     status, input, state, accepted_at, words)
  select copy.transaction_id, process, process_version, legal_entity,
         legal_entity || chr(31) || copy.number, legal_entity || '/' || copy.customer,
         'load-' || n, application_id, channel, copy.number, copy.customer, party_name,
         amount_minor, currency, status,
         input || jsonb_build_object('number', copy.number, 'customer', copy.customer,
                                     'paymentReference', copy.number),
         state, now(), array_to_tsvector(array[lower(copy.number), lower(copy.customer)])
  from copy, transaction as sample
  where sample.transaction_id = $1
`;

const MESSAGES = `
  insert into transaction_message (transaction_id, position, messages)
  select copy.transaction_id, position, messages
  from copy, transaction_message as sample
  where sample.transaction_id = $1 and position = 1
`;

const DELIVERIES = `
  with entry as (
    select copy.transaction_id, n, sample.legal_entity || '/' || copy.customer as ordering_key,
           delivery.connection, delivery.step, delivery.operation, sample.process,
           row_number() over (partition by copy.customer order by n) as nth,
           count(*) over (partition by copy.customer) as of_lane
    from copy, transaction as sample join delivery using (transaction_id)
    where sample.transaction_id = $1
  ), tail as (
    insert into lane (connection, ordering_key, tail_position, ready_at, head_process)
    select connection, ordering_key, count(*), now(), min(process)
    from entry
    group by connection, ordering_key
    on conflict (connection, ordering_key)
      do update set tail_position = lane.tail_position + excluded.tail_position
    returning lane_id, connection, ordering_key, tail_position
  )
  insert into delivery
    (delivery_id, lane_id, position, transaction_id, step, connection, operation)
  select 'dlv_' || lpad(n::text, 26, '0'), lane_id, tail_position - of_lane + nth, transaction_id,
         step, connection, operation
  from entry join tail using (connection, ordering_key)
`;

const AUDIT = `
  insert into audit_entry (actor, action, subject_kind, subject_id, legal_entity, correlation_id)
  select actor, action, subject_kind, copy.transaction_id, legal_entity, 'load-' || n
  from copy, audit_entry as sample
  where sample.subject_id = $1
`;
