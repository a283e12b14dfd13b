/**
 * The conditions that choose exceptions, from the filters that the queue, its groups and a batch
 * share: what a person sees, counts and decides about is the same set.
 */

import type { exceptionFilters } from '@kontor/contracts';
import { fromDecimal, parseCurrency, plusMs, type Defect, type Instant } from '@kontor/kernel';
import type { Static, TObject } from 'typebox';
import type { Call } from '../../gateway/services.ts';
import { filter, type Condition } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';

export type ExceptionFilters = Static<TObject<typeof exceptionFilters>> & {
  /** Days, both included. */
  readonly resolvedFrom?: string;
  readonly resolvedUntil?: string;
};

/** Each in a place of its own: the places that are taken name the prepared statement. */
export function exceptionConditions(
  call: Call,
  filters: ExceptionFilters,
  now: Instant,
): readonly (Condition | undefined)[] {
  const { status = 'open' } = filters;
  const { assignee } = filters;
  const owner = assignee === 'me' ? call.actor.subject : assignee;
  return [
    { sql: 'exception.legal_entity = any($::text[])', value: legalEntitiesOf(call) },
    // Written out, so that the index of what is open serves the list that everybody looks at.
    filter(`exception.status = 'open' and $::boolean`, status === 'open' || undefined),
    filter(`exception.status = 'resolved' and $::boolean`, status === 'resolved' || undefined),
    filter('exception.code = $', filters.cause),
    filter('exception.kind = $', filters.kind),
    filter('exception.legal_entity = $', filters.legalEntity),
    filter('(exception.owner is null) = $', assignee === 'nobody' ? true : undefined),
    filter('exception.owner = $', assignee === 'nobody' ? undefined : owner),
    filter('transaction.process = $', filters.process),
    filter('exception.connection = $', filters.connection),
    filter('exception.opened_at < $::timestamptz', before(now, filters.olderThan)),
    filter('exception.opened_at >= $::timestamptz', before(now, filters.youngerThan)),
    filter('(exception.due_at < now()) = $', filters.overdue),
    // In the words of the index that the queue has by value: a range of it is one scan.
    filter(`coalesce(exception.currency, 'ZZZ') = $`, filters.currency),
    filter(`${VALUE} <= -($::numeric)`, minorOf(filters, filters.valueFrom)),
    filter(`${VALUE} >= -($::numeric)`, minorOf(filters, filters.valueTo)),
    filter('transaction.number = $', filters.number),
    filter(`exception.opened_at >= ${MIDNIGHT}`, filters.openedFrom),
    filter(`exception.opened_at < ${NEXT_MIDNIGHT}`, filters.openedUntil),
    filter(`exception.resolved_at >= ${MIDNIGHT}`, filters.resolvedFrom),
    filter(`exception.resolved_at < ${NEXT_MIDNIGHT}`, filters.resolvedUntil),
  ];
}

/** What is wrong with the filters beyond their schema. */
export function filterDefects(filters: ExceptionFilters): readonly Defect[] {
  return (['valueFrom', 'valueTo'] as const).flatMap((at) => {
    if (filters[at] === undefined || minorOf(filters, filters[at]) !== undefined) return [];
    const detail = 'An amount means something only in a currency, with the decimals it has.';
    return [{ code: 'not_an_amount', at, detail }];
  });
}

function before(now: Instant, span: string | undefined): Instant | undefined {
  if (span === undefined) return undefined;
  const hours = Number.parseInt(span, 10) * (span.endsWith('d') ? 24 : 1);
  return plusMs(now, -hours * HOUR_MS);
}

function minorOf({ currency: code }: ExceptionFilters, text: string | undefined) {
  const currency = code === undefined ? undefined : parseCurrency(code);
  if (text === undefined || currency === undefined) return undefined;
  return fromDecimal(text, currency)?.minor.toString();
}

const MIDNIGHT = `($::date::timestamp at time zone 'utc')`;
const NEXT_MIDNIGHT = `(($::date + 1)::timestamp at time zone 'utc')`;
const VALUE = '(-abs(coalesce(exception.amount_minor, 0)))';
const HOUR_MS = 3_600_000;
