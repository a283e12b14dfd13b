/**
 * When a transaction is late: it is still under way after the time in which its process promises to
 * be done.
 */

import { plusMs, type Instant } from '@kontor/kernel';
import type { ProcessCatalogue } from '@kontor/engine';
import type { ProcessDefinition, TransactionStatus } from '@kontor/process';
import type { Condition } from '../../../listing/read-page.ts';

export function isLate(
  row: { readonly status: TransactionStatus; readonly accepted_at: Instant },
  definition: ProcessDefinition,
  now: Instant,
): boolean {
  return IS_UNDER_WAY.has(row.status) && row.accepted_at < lateBefore(definition, now);
}

/** As conditions of a list: the first lets the index end, the second is exact. */
export function whereLate(catalogue: ProcessCatalogue, now: Instant): readonly Condition[] {
  const befores = Object.fromEntries(
    catalogue.all.map(({ name }) => [name, lateBefore(catalogue.latest(name), now)]),
  );
  const latest = Object.values(befores).toSorted().at(-1) ?? now;
  return [
    { sql: UNDER_WAY, values: [] },
    { sql: 'transaction.accepted_at < $::timestamptz', value: latest },
    {
      sql: 'transaction.accepted_at < ($::jsonb ->> transaction.process)::timestamptz',
      value: JSON.stringify(befores),
    },
  ];
}

export const UNDER_WAY = `transaction.status in ('working', 'waiting', 'parked')`;

function lateBefore({ about }: ProcessDefinition, now: Instant): Instant {
  const seconds = about?.serviceLevel?.withinSeconds ?? LATE_AFTER_SECONDS;
  return plusMs(now, -seconds * 1_000);
}

const IS_UNDER_WAY: ReadonlySet<TransactionStatus> = new Set(['working', 'waiting', 'parked']);
/** Of a process that promises nothing: what people call late when they wait for a screen. */
const LATE_AFTER_SECONDS = 300;
