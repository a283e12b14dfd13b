/**
 * A new month of history begins, as far as the database knows: what is written from a moment on
 * stands in parts of its own, while servers work. Nobody can wait for the first of the month.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { assert, idSource, plusMs, systemClock, systemRandom, type IdKind } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import { eventually } from './eventually.ts';
import type { Stage } from './stage.ts';

export async function beginMonth(stage: Stage): Promise<void> {
  const begun = await eventually(() => cutBoth(stage), { withinMs: TRYING_MS_MAX, everyMs: 500 });
  assert(begun.isThere, 'a month begins between two requests');
  await sleep(AHEAD_MS);
}

/** Throws when somebody holds what it needs for longer than others may wait behind it. */
async function cutBoth({ database }: Stage): Promise<boolean> {
  const clock = { ...systemClock, now: () => plusMs(systemClock.now(), AHEAD_MS) };
  const ids = idSource(clock, systemRandom);
  const first = (kind: IdKind) => ids.next(kind).slice(0, PREFIX_AND_TIME);
  await inTransaction(database.pool, async (db) => {
    await db.query(LOCKS);
    await db.query(cut('delivery_attempt', first('DeliveryId')));
    await db.query(cut('transaction_message', first('TransactionId')));
  });
  return true;
}

/** How many rows the new month has by now, of the table that has fewer. */
export async function rowsOfMonth({ database }: Stage): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(ROWS);
  return rows[0]?.count ?? 0;
}

/** The part of everything before ends at `first`, and the next reaches to where it ended. */
function cut(table: string, first: string): string {
  return `
    alter table ${table} detach partition ${table}_before;
    alter table ${table} attach partition ${table}_before
      for values from (minvalue) to ('${first}');
    create table ${table}_begun (like ${table} including all);
    do $$ begin
      execute format('alter table ${table} attach partition ${table}_begun
        for values from (%L) to (%L)', '${first}',
        (select before_id from history_table where name = '${table}'));
    end $$;
  `;
}

/** In the order of those who write. */
const LOCKS = `
  set local lock_timeout = 800;
  lock table transaction, delivery, delivery_attempt, transaction_message in access exclusive mode
`;
const ROWS = `
  select least((select count(*) from delivery_attempt_begun),
               (select count(*) from transaction_message_begun))::int as count
`;
/** Ids of the next moments are before it, so that none is made of the month while it is cut. */
const AHEAD_MS = 3_000;
const TRYING_MS_MAX = 60_000;
/** `txn_` and ten characters of time. */
const PREFIX_AND_TIME = 14;
