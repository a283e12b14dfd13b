/**
 * Facts, moved statuses and events of one report, in three statements however many transfers it
 * speaks of. What is told of a transfer that did not move changes nothing but its list of facts.
 */

import { currency, money, toDecimal, type IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { endOf } from './next-status.ts';
import type { ConflictedFact } from './open-conflicts.ts';
import type { StoredBatch } from './read-reported-batch.ts';
import type { ReadReport } from './take-report.ts';

type Writing = { readonly batch: StoredBatch; readonly facts: readonly ConflictedFact[] };

export async function writeStatusFacts(
  db: Queryable,
  ids: IdSource,
  arrived: ReadReport,
  { batch, facts }: Writing,
): Promise<void> {
  const { transactionId } = batch;
  const changes = facts
    .filter(({ change }) => change === 'moved' || change === 'conflict')
    .map((fact) => ({
      position: fact.position,
      is_moved: fact.change === 'moved',
      status: fact.status,
      reasons: fact.reasons,
      bank_reference: fact.bankReference ?? null,
      other_end: fact.change === 'conflict' ? endOf(fact.told) : null,
    }));
  await db.query({
    name: 'move_payment_transfers',
    text: MOVE_PAYMENT_TRANSFERS,
    values: [transactionId, arrived.reportId, JSON.stringify(changes)],
  });
  await db.query({
    name: 'insert_status_facts',
    text: INSERT_STATUS_FACTS,
    values: [arrived.reportId, transactionId, JSON.stringify(facts.map(toFactRow))],
  });
  const events = facts
    .filter(({ change }) => change === 'moved')
    .map((fact) => ({ event_id: ids.next('EventId'), data: toReported(arrived, batch, fact) }));
  await db.query({
    name: 'tell_status_changes',
    text: TELL_STATUS_CHANGES,
    values: [transactionId, batch.legalEntity, arrived.correlationId, JSON.stringify(events)],
  });
}

function toFactRow(fact: ConflictedFact) {
  return {
    position: fact.position,
    level: fact.level,
    told: fact.told,
    change: fact.change,
    status: fact.status,
    reasons: fact.reasons,
    bank_reference: fact.bankReference ?? null,
    exception_id: fact.exceptionId ?? null,
  };
}

/** The data of `kontor.transfer.reported.v1`. */
function toReported({ report }: ReadReport, batch: StoredBatch, fact: ConflictedFact) {
  const transfer = batch.transfers[fact.position - 1];
  return {
    transaction: batch.transactionId,
    legalEntity: batch.legalEntity,
    number: batch.number,
    endToEndId: fact.endToEndId,
    amount: {
      amount: toDecimal(money(BigInt(transfer?.amountMinor ?? 0), currency(batch.currency))),
      currency: batch.currency,
    },
    status: fact.status,
    ...(fact.before !== undefined && { before: fact.before }),
    reasons: fact.reasons.slice(0, REASONS_MAX),
    report: report.messageId,
    ...(fact.bankReference !== undefined && { bankReference: fact.bankReference }),
  };
}

/** What the contract of the event allows. */
const REASONS_MAX = 20;

const MOVE_PAYMENT_TRANSFERS = `
  update payment_transfer as transfer
  set status = case when told.is_moved then told.status else transfer.status end,
      status_report_id = case when told.is_moved then $2 else transfer.status_report_id end,
      status_at = case when told.is_moved then now() else transfer.status_at end,
      reasons = case when told.is_moved then told.reasons else transfer.reasons end,
      bank_reference = case when told.is_moved
        then coalesce(told.bank_reference, transfer.bank_reference)
        else transfer.bank_reference end,
      contradicted_by = case when told.other_end is null then transfer.contradicted_by
        else transfer.contradicted_by || told.other_end end
  from jsonb_to_recordset($3::jsonb) as told (position integer, is_moved boolean, status text,
    reasons jsonb, bank_reference text, other_end text)
  where transfer.transaction_id = $1 and transfer.position = told.position
`;

const INSERT_STATUS_FACTS = `
  insert into payment_status_fact (report_id, position, transaction_id, level, told, change,
    status, reasons, bank_reference, exception_id)
  select $1, position, $2, level, told, change, status, reasons, bank_reference, exception_id
  from jsonb_to_recordset($3::jsonb) as fact (position integer, level text, told text,
    change text, status text, reasons jsonb, bank_reference text, exception_id text)
`;

const TELL_STATUS_CHANGES = `
  insert into outbox (event_id, type, subject, legal_entity, partition_key, transaction_id,
    correlation_id, data)
  select event_id, 'kontor.transfer.reported.v1', $1, $2, $1, $1, $3, data
  from jsonb_to_recordset($4::jsonb) as told (event_id text, data jsonb)
`;
