/**
 * Taking a delivery that waits out of its lane, in memory: the same claim, judgement and positions
 * as PostgreSQL has, told in the plainest way.
 */

import { present, type Clock } from '@kontor/kernel';
import type { CancelOutcome } from '../engine-store.ts';
import type { MemoryBooks, MemoryDelivery, MemoryLane } from './memory-books.ts';

/** Answers whether a worker holds the lane. If none does, whoever held it before is fenced. */
export function claimLane(books: MemoryBooks, clock: Clock, delivery: MemoryDelivery): boolean {
  const lane = laneOf(books, delivery);
  const now = clock.now();
  if (lane.token % 2n === 1n && lane.readyAt > now) return true;
  lane.token += 2n;
  if (lane.readyAt < now) lane.readyAt = now;
  return false;
}

/** Why it cannot be taken out; undefined when nothing of it may have left. */
export function judgeWithdrawal(
  books: MemoryBooks,
  delivery: MemoryDelivery,
  isLeased: boolean,
): Exclude<CancelOutcome, 'cancelled'> | undefined {
  const lane = laneOf(books, delivery);
  if (delivery.status === 'in_doubt') return 'in_doubt';
  if (delivery.status !== 'waiting') return 'stale';
  if (delivery.position > lane.sent) return undefined;
  return isLeased ? 'being_sent' : 'in_doubt';
}

/** Those behind it move up; the first of a lane that nobody holds is stepped over. */
export function withdraw(books: MemoryBooks, delivery: MemoryDelivery, isLeased: boolean): void {
  const lane = laneOf(books, delivery);
  const { position } = delivery;
  delivery.status = 'abandoned';
  if (position === lane.head && !isLeased) {
    lane.head += 1n;
    return;
  }
  const ofLane = [...books.deliveries.values()].filter(({ laneId }) => laneId === lane.laneId);
  const lowest = ofLane.reduce((low, each) => (each.position < low ? each.position : low), 0n);
  for (const each of ofLane) if (each.position > position) each.position -= 1n;
  delivery.position = lowest - 1n;
  lane.tail -= 1n;
}

function laneOf(books: MemoryBooks, { laneId }: MemoryDelivery): MemoryLane {
  return present(books.lanes.get(laneId), 'a delivery has a lane');
}
