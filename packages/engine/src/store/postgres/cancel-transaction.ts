/**
 * End a transaction of which nothing was sent. What waits in a lane is taken out under a claim of
 * the lane; what waits for a person, or is parked, changes as people change it.
 */

import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { CancelOutcome, Cancellation } from '../engine-store.ts';
import { changeInside, STALE } from './change-transaction.ts';
import { claimLane, giveLaneBack, type LaneClaim } from './claim-lane.ts';
import { judgeWithdrawal, withdrawDelivery } from './withdraw-delivery.ts';

export async function cancelTransaction(
  pool: pg.Pool,
  cancellation: Cancellation,
): Promise<CancelOutcome> {
  const { delivery } = cancellation;
  const withdrawn = delivery?.kind === 'withdraw' ? delivery.deliveryId : undefined;
  return withLaneClaimed(pool, withdrawn, (claim) => cancelOrRollBack(pool, cancellation, claim));
}

async function cancelOrRollBack(
  pool: pg.Pool,
  cancellation: Cancellation,
  claim: LaneClaim | undefined,
): Promise<CancelOutcome> {
  let outcome: CancelOutcome = 'stale';
  try {
    return await inTransaction(pool, async (db) => {
      outcome = await cancelInside(db, cancellation, claim);
      if (outcome !== 'cancelled') throw STALE;
      return outcome;
    });
  } catch (error) {
    if (error === STALE) return outcome;
    throw error;
  }
}

/** The claim is made before the work begins and given back after it committed; see claim-lane. */
export async function withLaneClaimed<Result>(
  pool: pg.Pool,
  deliveryId: NonNullable<Cancellation['delivery']>['deliveryId'] | undefined,
  work: (claim: LaneClaim | undefined) => Promise<Result>,
): Promise<Result> {
  const claim = deliveryId && (await claimLane(pool, deliveryId));
  try {
    return await work(claim);
  } finally {
    if (claim) await giveLaneBack(pool, claim);
  }
}

/**
 * Inside a database transaction of the caller's, who holds the claim. Unless it is `cancelled`,
 * the caller rolls back.
 */
export async function cancelInside(
  db: Queryable,
  { delivery, ...change }: Cancellation,
  claim: LaneClaim | undefined,
): Promise<CancelOutcome> {
  if (delivery?.kind !== 'withdraw') {
    const parked = delivery && { deliveryId: delivery.deliveryId, kind: 'abandon' as const };
    const outcome = await changeInside(db, { ...change, ...(parked && { delivery: parked }) });
    return outcome === 'changed' ? 'cancelled' : 'stale';
  }
  // The lane first, as whoever settles locks it: two that need both never wait for each other.
  const judged = await judgeWithdrawal(db, delivery.deliveryId, claim);
  if (judged.kind !== 'free') return judged.kind;
  const outcome = await changeInside(db, change);
  if (outcome !== 'changed') return outcome;
  return (await withdrawDelivery(db, delivery.deliveryId, judged)) ? 'cancelled' : 'being_sent';
}
