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
 * exception, a delivery, also of its events; or it is what a held lane is shown by. `linked`: what
 * it paid, what paid it, or what those are linked to in turn, is kept or of another legal entity;
 * or they are too many to tell.
 */
export type RecordStanding =
  'held' | 'no_term' | 'young' | 'unfinished' | 'open' | 'linked' | 'due';

/**
 * Customers whose payments and invoices are chained like this are kept whole: whoever asks about a
 * month waits for each of its records.
 */
export const CLUSTER_MAX = 500;

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
 * that its document is dated, booked or carried out; as text, because a day of a document is
 * compared and never computed with.
 */
function dayOfRecord(transaction: string): string {
  return `greatest(
    ${dayOf(`greatest(${transaction}.accepted_at, ${transaction}.finished_at)`)},
    ${transaction}.input ->> 'issueDate', ${transaction}.input ->> 'bookingDay',
    ${transaction}.input ->> 'executionDay') collate "C"`;
}

/** Where a day begins first. */
function dayOf(moment: string): string {
  return `to_char((${moment} + interval '${AHEAD_OF_UTC_HOURS_MAX} hours') at time zone 'utc',
    'YYYY-MM-DD')`;
}

/** Banks report on payments after they are through. Null when none did. */
function dayOfReports(transaction: string): string {
  return `((select ${dayOf('max(report.received_at)')} from payment_status_report as report
    where report.transaction_id = ${transaction}.transaction_id) collate "C")`;
}

function isFinished(transaction: string): string {
  return `${transaction}.status in ('done', 'refused', 'taken_back')`;
}

function isOpen(transaction: string): string {
  return `(
    (select bool_or(exception.status = 'open') from exception
      where exception.transaction_id = ${transaction}.transaction_id)
    or (select bool_or(open_item.status in ('open', 'partly')) from open_item
      where open_item.transaction_id = ${transaction}.transaction_id)
    or (select bool_or(delivery.status in ('waiting', 'in_doubt', 'parked') or (
        select lane.held_reason is not null and lane.tail_position = delivery.position
        from lane where lane.lane_id = delivery.lane_id))
      from delivery
      where delivery.transaction_id = ${transaction}.transaction_id)
    or (select bool_or(told.status in ('waiting', 'in_doubt', 'parked'))
      from event
      cross join lateral (
        select status from delivery where delivery.event_id = event.event_id offset 0
      ) as told
      where event.transaction_id = ${transaction}.transaction_id))`;
}

/** Whether anything of its own keeps a record that is linked to the one that is asked about. */
function isKept(other: string): string {
  return `(${other}.legal_entity <> record.legal_entity
    or not ${isFinished(other)} or ${isHeld(other)} or not exists (
      select from term where term.legal_entity = ${other}.legal_entity
        and ${dayOfRecord(other)} < term.due_before collate "C"
        and coalesce(${dayOfReports(other)} < term.due_before, true))
    or coalesce(${isOpen(other)}, false))`;
}

/**
 * What explains each other goes together or not at all: what was paid, what paid it, what else that
 * paid, and so on. Each is looked up by itself (`offset 0` keeps PostgreSQL from joining in another
 * way), so that no plan reads a table whole, whatever its statistics.
 */
const WITH_CLUSTER = `
  with recursive cluster (transaction_id) as (
    select record.transaction_id
    union
    select linked.transaction_id
    from cluster
    cross join lateral (
      select (select match.transaction_id from match where match.match_id = claimed.match_id)
        as transaction_id
      from open_item
      cross join lateral (
        select match_id from claim where claim.open_item_id = open_item.open_item_id offset 0
      ) as claimed
      where open_item.transaction_id = cluster.transaction_id
      union all
      select (select open_item.transaction_id from open_item
        where open_item.open_item_id = claimed.open_item_id)
      from match
      cross join lateral (
        select open_item_id from claim where claim.match_id = match.match_id offset 0
      ) as claimed
      where match.transaction_id = cluster.transaction_id
    ) as linked
    where linked.transaction_id is not null
  )`;

const IS_LINKED = `(${WITH_CLUSTER}
  select count(*) >= ${CLUSTER_MAX} or bool_or((
    select ${isKept('other')} from transaction as other
    where other.transaction_id = one.transaction_id))
  from (select transaction_id from cluster limit ${CLUSTER_MAX} + 1) as one
  where one.transaction_id <> record.transaction_id)`;

/** The ids of all that go with `record`, itself among them. */
export const CLUSTER_OF_RECORD = `(${WITH_CLUSTER}
  select array_agg(one.transaction_id)
  from (select transaction_id from cluster limit ${CLUSTER_MAX} + 1) as one)`;

/** Of the transaction `record`, beside `term`, which is null where its legal entity has none. */
export const STANDING_OF_RECORD = `
    case
      when ${isHeld('record')} then 'held'
      when term.due_before is null then 'no_term'
      when ${dayOfRecord('record')} >= term.due_before collate "C" then 'young'
      when not ${isFinished('record')} then 'unfinished'
      when ${dayOfReports('record')} >= term.due_before then 'young'
      when ${isOpen('record')} then 'open'
      when ${IS_LINKED} then 'linked'
      else 'due'
    end`;

/** The terms by the codes of legal entities and the days, both as parameters. */
export function termsIn(codes: string, dueBefore: string): string {
  return `term as materialized (
    select * from unnest(${codes}::text[], ${dueBefore}::text[]) as term (legal_entity, due_before)
  )`;
}

/** With the values of `standingValues`. */
export const RECORD_STANDINGS = `
  with ${termsIn('$4', '$5')}
  select record.transaction_id, record.legal_entity, record.currency, record.amount_minor,
    record.accepted_at, ${STANDING_OF_RECORD} as standing
  from transaction as record
  left join term on term.legal_entity = record.legal_entity
  where record.accepted_at >= $1 and record.accepted_at < $2
    and record.legal_entity = any($3::text[])
`;
