/** Who holds a lane, since when and why: from its reason and the last entry of its audit trail. */

import type { Instant } from '@kontor/kernel';
import { cutText } from '../wire/cut-text.ts';

/** Joins `hold` to a statement that reads `lane`, or the rows of a lane under another name. */
export function joinHold(lane = 'lane'): string {
  return `
  left join lateral (
    select actor, occurred_at
    from audit_entry
    where subject_kind = 'lane' and subject_id = ${lane}.lane_id::text and action = 'lane.held'
      and reason = ${lane}.held_reason
    order by sequence desc
    limit 1
  ) as hold on ${lane}.held_reason is not null`;
}

/**
 * Joins `stands` to a statement that reads `lane`, or its columns under another name: why it may
 * not leave now although nobody holds it.
 */
export function joinStanding(lane = 'lane'): string {
  return `
  left join lateral (
    select reason
    from standing
    where standing.connection = ${lane}.connection
      and (standing.process is null or standing.process = ${lane}.head_process)
    limit 1
  ) as stands on true`;
}

/** Cut to what the contracts take. */
export function standsOf({ stands_reason: reason }: { readonly stands_reason: string | null }) {
  return reason === null ? {} : { stands: cutText(reason, REASON_CHARACTERS_MAX) };
}

export type HoldRow = {
  readonly held_reason: string | null;
  readonly held_by: string | null;
  readonly held_at: Instant | null;
};

/** A parked head holds its lane by itself, since it stopped. */
export function holdOf(row: HoldRow, itself: { readonly name: string; readonly since: Instant }) {
  if (row.held_reason === null) return {};
  const held = {
    by: row.held_by ?? itself.name,
    at: row.held_at ?? itself.since,
    reason: cutText(row.held_reason, REASON_CHARACTERS_MAX),
  };
  return { held };
}

/** Of the contracts. */
const REASON_CHARACTERS_MAX = 500;
