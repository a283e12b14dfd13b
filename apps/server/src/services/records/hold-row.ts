/** A legal hold as it is stored, as it is shown, and as it is told in words. */

import type { HoldScope, LegalHold } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';

export const SELECT_HOLD = `
  select hold_id, reference, reason, legal_entity, process, customer, accepted_from, accepted_to,
         status, placed_by, placed_at, release_asked_by, release_asked_at, release_reason,
         released_by, released_at, released_reason, version,
         (select coalesce(jsonb_agg(distinct jsonb_build_object('id', who, 'name', name_of(who))),
                          '[]')
          from unnest(array[placed_by, release_asked_by, released_by]) as who
          where who is not null) as people
  from legal_hold
`;

export type HoldRow = {
  readonly hold_id: string;
  readonly reference: string;
  readonly reason: string;
  readonly legal_entity: string | null;
  readonly process: string | null;
  readonly customer: string | null;
  readonly accepted_from: Instant | null;
  readonly accepted_to: Instant | null;
  readonly status: LegalHold['status'];
  readonly placed_by: string;
  readonly placed_at: Instant;
  readonly release_asked_by: string | null;
  readonly release_asked_at: Instant | null;
  readonly release_reason: string | null;
  readonly released_by: string | null;
  readonly released_at: Instant | null;
  readonly released_reason: string | null;
  readonly version: number;
  readonly people: LegalHold['people'];
};

export type HoldScopeRow = Pick<
  HoldRow,
  'legal_entity' | 'process' | 'customer' | 'accepted_from' | 'accepted_to'
>;

export function fromHoldRow(row: HoldRow): LegalHold {
  const scope = scopeOf(row);
  const asked = decided(row.release_asked_by, row.release_asked_at, row.release_reason);
  const released = decided(row.released_by, row.released_at, row.released_reason);
  return {
    id: row.hold_id,
    reference: row.reference,
    reason: row.reason,
    scope,
    sentence: tellScope(scope),
    status: row.status,
    placedBy: row.placed_by,
    placedAt: row.placed_at,
    people: row.people,
    version: row.version,
    ...(asked && { releaseAsked: asked }),
    ...(released && { released }),
  };
}

/** What somebody named in it is called. */
export function nameIn({ people }: Pick<HoldRow, 'people'>, id: string): string {
  return people.find((each) => each.id === id)?.name ?? id;
}

/** `Everything of legal entity DE01, of customer C10042, accepted from 2025-01-01 on (UTC).` */
export function tellScope(scope: HoldScope): string {
  const { legalEntity, process, customer, acceptedFrom, acceptedTo } = scope;
  const parts = [
    ...(legalEntity === undefined ? [] : [`of legal entity ${legalEntity}`]),
    ...(process === undefined ? [] : [`of process ${process}`]),
    ...(customer === undefined ? [] : [`of customer ${customer}`]),
  ];
  const from = acceptedFrom === undefined ? undefined : shorten(acceptedFrom);
  const to = acceptedTo === undefined ? undefined : shorten(acceptedTo);
  if (from !== undefined && to !== undefined) {
    parts.push(`accepted from ${from} until before ${to} (UTC)`);
  } else if (from !== undefined) parts.push(`accepted from ${from} on (UTC)`);
  else if (to !== undefined) parts.push(`accepted before ${to} (UTC)`);
  if (legalEntity !== undefined) return `Everything ${parts.join(', ')}.`;
  if (parts.length === 0) return 'Everything of all legal entities.';
  return `Everything ${parts.join(', ')}, of all legal entities.`;
}

/** A day where it is midnight, which it mostly is. */
function shorten(instant: string): string {
  return instant.replace(/T00:00:00(\.0+)?Z$/, '').replace(/(\.\d+)?Z$/, '');
}

export function scopeOf(row: HoldScopeRow): HoldScope {
  return {
    ...(row.legal_entity !== null && { legalEntity: row.legal_entity }),
    ...(row.process !== null && { process: row.process }),
    ...(row.customer !== null && { customer: row.customer }),
    ...(row.accepted_from !== null && { acceptedFrom: row.accepted_from }),
    ...(row.accepted_to !== null && { acceptedTo: row.accepted_to }),
  };
}

function decided(by: string | null, at: Instant | null, reason: string | null) {
  return by === null || at === null || reason === null ? undefined : { by, at, reason };
}
