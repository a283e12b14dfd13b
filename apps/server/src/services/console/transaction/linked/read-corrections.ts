import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { LinkedRow } from './read-linked.ts';

/**
 * Invoices that a document refers to (BT-25), credit notes that refer to it, and the other times
 * that the same document was sent. Each is found through an index: by number, or among the
 * documents of the customer.
 */
export async function readCorrections(
  db: Queryable,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<readonly LinkedRow[]> {
  const { rows } = await db.query<LinkedRow>({
    name: 'read_corrections',
    text: READ_CORRECTIONS,
    values: [id, legalEntities],
  });
  return rows;
}

const READ_CORRECTIONS = `
  with own as materialized (
    select transaction_id, process, legal_entity, customer, number, business_key, accepted_at,
           coalesce(input -> 'precedingInvoices', '[]') as preceding
    from transaction
    where transaction_id = $1 and legal_entity = any($2::text[])
  )
  (
    select 'Corrects invoice' as relation, before.number, invoice.transaction_id,
           invoice.amount_minor, invoice.currency
    from own
    cross join lateral jsonb_to_recordset(own.preceding) as before (number text)
    left join transaction as invoice
      on invoice.number = before.number and invoice.legal_entity = own.legal_entity
      and invoice.process = own.process and invoice.transaction_id <> own.transaction_id
      and invoice.status not in ('refused', 'taken_back')
    where jsonb_typeof(own.preceding) = 'array'
    limit 100
  )
  union all
  (
    select 'Corrected by', note.number, note.transaction_id, note.amount_minor, note.currency
    from own
    join transaction as note
      on note.customer = own.customer and note.legal_entity = own.legal_entity
      and note.process = own.process and note.transaction_id <> own.transaction_id
    where note.input -> 'precedingInvoices'
      @> jsonb_build_array(jsonb_build_object('number', own.number))
    order by note.accepted_at
    limit 100
  )
  union all
  (
    select case when other.accepted_at < own.accepted_at then 'Sent before' else 'Sent again' end,
           other.number, other.transaction_id, other.amount_minor, other.currency
    from own
    join transaction as other
      on other.number = own.number and other.process = own.process
      and other.business_key = own.business_key and other.transaction_id <> own.transaction_id
    order by other.accepted_at
    limit 100
  )
`;
