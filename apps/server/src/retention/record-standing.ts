/**
 * What keeps each transaction that was accepted in a span of time: exactly one reason, the first of
 * a fixed order, or none. Only what nothing keeps is due.
 *
 * The cheap reasons come first, so that months whose term is not over ask no other table. The
 * others are look-ups by the transaction: what `exists` asks, PostgreSQL may answer by reading a
 * table or an index of what is open whole.
 */

import type { Instant } from '@kontor/kernel';
import { recordsDueBefore, AHEAD_OF_UTC_HOURS_MAX } from './records-due-before.ts';
import type { RecordTerms } from './record-terms.ts';

/**
 * `held`: a legal hold covers it. `no_term`: its legal entity keeps everything. `young`: its term
 * is not over. `unfinished`: it still works or waits. `open`: something of it is open: an item, an
 * exception, a delivery. `linked`: what it paid, or what paid it, is kept.
 */
export type RecordStanding =
  'held' | 'no_term' | 'young' | 'unfinished' | 'open' | 'linked' | 'due';

export type StandingQuestion = {
  /** Accepted then or later. */
  readonly from: Instant;
  /** Accepted before. */
  readonly to: Instant;
  readonly legalEntities: readonly string[];
  /** Of the process's clock and the database's, the one behind decides. */
  readonly asOf: Instant;
  readonly terms: RecordTerms;
};

/** For `RECORD_STANDINGS`. */
export function standingValues(question: StandingQuestion): readonly unknown[] {
  const { from, to, legalEntities, asOf, terms } = question;
  const codes = [...terms.keys()];
  const dueBefore = [...terms.values()].map((term) => recordsDueBefore(asOf, term));
  return [from, to, legalEntities, codes, dueBefore];
}

/** Whether a hold in force covers a transaction; both by their alias. What is null is not asked. */
export function coveredBy(hold: string, transaction: string): string {
  return `(${hold}.status <> 'released'
    and (${hold}.legal_entity is null or ${hold}.legal_entity = ${transaction}.legal_entity)
    and (${hold}.process is null or ${hold}.process = ${transaction}.process)
    and (${hold}.customer is null or ${hold}.customer = ${transaction}.customer)
    and (${hold}.accepted_from is null or ${hold}.accepted_from <= ${transaction}.accepted_at)
    and (${hold}.accepted_to is null or ${transaction}.accepted_at < ${hold}.accepted_to))`;
}

function isHeld(transaction: string): string {
  return `exists (select from legal_hold as hold where ${coveredBy('hold', transaction)})`;
}

/**
 * The last day that a record tells of: when it was accepted, when it was finished, and the days
 * that its document is dated or booked; as text, because a day of a document is compared and never
 * computed with.
 */
function dayOfRecord(transaction: string): string {
  return `greatest(
    to_char((greatest(${transaction}.accepted_at, ${transaction}.finished_at)
      + interval '${AHEAD_OF_UTC_HOURS_MAX} hours') at time zone 'utc', 'YYYY-MM-DD'),
    ${transaction}.input ->> 'issueDate', ${transaction}.input ->> 'bookingDay') collate "C"`;
}

function isFinished(transaction: string): string {
  return `${transaction}.status in ('done', 'refused', 'taken_back')`;
}

/** What keeps another that this one is linked to; its own links are not followed any further. */
function isKept(other: string): string {
  return `(not ${isFinished(other)} or ${isHeld(other)} or not exists (
    select from term where term.legal_entity = ${other}.legal_entity
      and ${dayOfRecord(other)} < term.due_before collate "C"))`;
}

/** By `standingValues`. Links are followed for one step. */
export const RECORD_STANDINGS = `
  with term as materialized (
    select * from unnest($4::text[], $5::text[]) as term (legal_entity, due_before)
  )
  select record.transaction_id, record.legal_entity, record.currency, record.amount_minor,
    record.accepted_at,
    case
      when ${isHeld('record')} then 'held'
      when term.due_before is null then 'no_term'
      when ${dayOfRecord('record')} >= term.due_before collate "C" then 'young'
      when not ${isFinished('record')} then 'unfinished'
      when (
          select bool_or(exception.status = 'open') from exception
          where exception.transaction_id = record.transaction_id)
        or (
          select bool_or(open_item.status in ('open', 'partly')) from open_item
          where open_item.transaction_id = record.transaction_id)
        or (
          select bool_or(delivery.status in ('waiting', 'in_doubt', 'parked')) from delivery
          where delivery.transaction_id = record.transaction_id) then 'open'
      when (
          select true from open_item
          join claim using (open_item_id)
          join match using (match_id)
          join transaction as payment on payment.transaction_id = match.transaction_id
          where open_item.transaction_id = record.transaction_id and ${isKept('payment')}
          limit 1)
        or (
          select true from match
          join claim using (match_id)
          join open_item using (open_item_id)
          join transaction as paid on paid.transaction_id = open_item.transaction_id
          where match.transaction_id = record.transaction_id and ${isKept('paid')}
          limit 1) then 'linked'
      else 'due'
    end as standing
  from transaction as record
  left join term on term.legal_entity = record.legal_entity
  where record.accepted_at >= $1 and record.accepted_at < $2
    and record.legal_entity = any($3::text[])
`;
