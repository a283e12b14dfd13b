/**
 * Accept many transactions in one database transaction: all of them or none.
 *
 * What nobody else waits for is written group by group, as the groups come. The deliveries come
 * last and in one statement: it locks their lanes in the order in which everybody locks lanes, so
 * two of these cannot deadlock, and holds them for as long as this one statement and the commit
 * take. Somebody who accepts for the same customers waits so long, and no longer.
 */

import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { AcceptOutcome, StartGroups, TogetherOutcome } from '../engine-store.ts';
import { isRefusal } from '../is-refusal.ts';
import { acceptInside, despiteKeyRaces } from './accept-transactions.ts';
import { enqueueRows, toDeliveryRows, type DeliveryRow } from './enqueue-deliveries.ts';
import { writeRecords, type ProgressOf } from './write-progress.ts';

export function acceptTogether(pool: pg.Pool, groups: () => StartGroups): Promise<TogetherOutcome> {
  return despiteKeyRaces(() => inTransaction(pool, (db) => writeTogether(db, groups())));
}

async function writeTogether(db: Queryable, groups: StartGroups): Promise<TogetherOutcome> {
  await db.query({ text: 'savepoint before_all' });
  const outcomes: AcceptOutcome[] = [];
  const deliveries: DeliveryRow[] = [];
  const writeLater = async (through: Queryable, batch: readonly ProgressOf[]) => {
    deliveries.push(...batch.flatMap(toDeliveryRows));
    await writeRecords(through, batch);
  };
  for await (const group of groups) {
    const met = await acceptInside(db, group, writeLater);
    outcomes.push(...met.map(([, outcome]) => outcome));
  }
  if (outcomes.some(isRefusal)) {
    await db.query({ text: 'rollback to savepoint before_all' });
    return { kind: 'refused', outcomes };
  }
  await enqueueRows(db, deliveries);
  return { kind: 'accepted', outcomes };
}
