/**
 * Leasing lanes in memory: the same lanes, heads and doubts as PostgreSQL hands out, told in the
 * plainest way.
 */

import { plusMs, present, toEpochMs, type Clock, type Instant } from '@kontor/kernel';
import { PRIORITIES } from '../../queue/priority.ts';
import type { Holder, LeasedHead, LeasedLane, LeaseRequest } from '../engine-store.ts';
import { classOf, isProcessPaused, isStanding, standsInMs } from './may-drain.ts';
import type { MemoryBooks, MemoryDelivery, MemoryLane } from './memory-books.ts';

export function leaseLanes(
  books: MemoryBooks,
  clock: Clock,
  request: LeaseRequest,
): readonly LeasedLane[] {
  const now = clock.now();
  if (isStanding(books.drain, request.connection, now)) return [];
  const restsUntil = books.calls.get(request.connection)?.restsUntil;
  if (restsUntil !== undefined && restsUntil > now) return [];
  const classes = PRIORITIES.map((): MemoryLane[] => []);
  for (const lane of withOneSuspect(readyLanes(books, request.connection, now), request)) {
    const work = { process: headProcessOf(books, lane), connection: lane.connection };
    if (!isProcessPaused(books.drain, work, now)) classes[classOf(books.drain, work)]?.push(lane);
  }
  const readyAt = plusMs(now, request.leaseMs);
  return inTurn(classes, request).map((lane) => leaseLane(books, clock, lane, request, readyAt));
}

export function endLeases(books: MemoryBooks, clock: Clock, holder: Holder, inMs: number): number {
  const readyAt = plusMs(clock.now(), inMs);
  const held = [...books.lanes.values()].filter(
    (lane) =>
      lane.holder?.name === holder &&
      lane.holder.token === lane.token &&
      lane.token % 2n === 1n &&
      lane.readyAt > readyAt,
  );
  for (const lane of held) lane.readyAt = readyAt;
  return held.length;
}

function readyLanes(books: MemoryBooks, connection: string, now: Instant): readonly MemoryLane[] {
  return [...books.lanes.values()]
    .filter((lane) => lane.connection === connection && lane.heldReason === undefined)
    .filter((lane) => lane.head <= lane.tail && lane.readyAt <= now)
    .sort((left, right) => (left.readyAt < right.readyAt ? -1 : 1));
}

/** Lanes whose holders fell silent are tried one at a time. */
function withOneSuspect(
  lanes: readonly MemoryLane[],
  { maySuspect = true }: LeaseRequest,
): readonly MemoryLane[] {
  const first = maySuspect ? lanes.find(isSuspect) : undefined;
  return lanes.filter((lane) => lane === first || !isSuspect(lane));
}

function isSuspect({ deaths, token }: MemoryLane): boolean {
  return deaths + (token % 2n === 1n ? 1 : 0) > 0;
}

/** What is reserved for the lower classes, then all others, the highest class first. */
function inTurn(
  [urgent = [], normal = [], bulk = []]: readonly (readonly MemoryLane[])[],
  { lanesMax, reserved }: LeaseRequest,
): readonly MemoryLane[] {
  const normalFirst = reserved?.normal ?? 0;
  const bulkFirst = reserved?.bulk ?? 0;
  const first = [...normal.slice(0, normalFirst), ...bulk.slice(0, bulkFirst)];
  const others = [...urgent, ...normal.slice(normalFirst), ...bulk.slice(bulkFirst)];
  return [...first, ...others].slice(0, lanesMax);
}

/** Empty for a lane of events. */
function headProcessOf(books: MemoryBooks, lane: MemoryLane): string {
  for (const { laneId, position, transactionId } of books.deliveries.values()) {
    if (laneId !== lane.laneId || position !== lane.head) continue;
    return books.transactions.get(transactionId)?.process ?? '';
  }
  return '';
}

function leaseLane(
  books: MemoryBooks,
  clock: Clock,
  lane: MemoryLane,
  { headsMax, holder }: LeaseRequest,
  readyAt: MemoryLane['readyAt'],
): LeasedLane {
  const sentBefore = lane.sent;
  const hasHolderDied = lane.token % 2n === 1n;
  if (hasHolderDied) lane.deaths += 1;
  const headsOut = lane.deaths > 0 ? 1 : headsMax;
  const lastHead = lane.head + BigInt(headsOut) - 1n;
  const lastOut = lastHead < lane.tail ? lastHead : lane.tail;
  lane.readyAt = readyAt;
  lane.token += hasHolderDied ? 2n : 1n;
  if (holder !== undefined) lane.holder = { name: holder, token: lane.token };
  if (lastOut > lane.sent) lane.sent = lastOut;
  const heads = [...books.deliveries.values()]
    .filter(({ laneId, position }) => laneId === lane.laneId && position >= lane.head)
    .sort((left, right) => (left.position < right.position ? -1 : 1))
    .slice(0, headsOut)
    .map((delivery) => {
      const wasHandedOut = delivery.position <= sentBefore;
      const { deaths } = lane;
      return toHead(books, clock, delivery, { wasHandedOut, hasHolderDied, deaths });
    });
  const { laneId, token, connection, orderingKey } = lane;
  const standsIn = standsInMs(books.drain, connection, clock.now());
  return {
    ...{ laneId, token, sentBefore, connection, orderingKey, heads },
    ...(standsIn !== undefined && { standsInMs: standsIn }),
  };
}

type HandingOut = {
  readonly wasHandedOut: boolean;
  readonly hasHolderDied: boolean;
  readonly deaths: number;
};

function toHead(
  books: MemoryBooks,
  clock: Clock,
  delivery: MemoryDelivery,
  { wasHandedOut, hasHolderDied, deaths }: HandingOut,
): LeasedHead {
  const isTimeKnown = !(wasHandedOut && hasHolderDied);
  const transaction = present(
    books.transactions.get(delivery.transactionId),
    'a delivery has a transaction',
  );
  return {
    deliveryId: delivery.deliveryId,
    position: delivery.position,
    step: delivery.step,
    direction: delivery.direction,
    operation: delivery.operation,
    attempts: delivery.attempts.length,
    lookUps: delivery.lookUps,
    strikes: delivery.strikes,
    isInDoubt: delivery.status === 'in_doubt' || wasHandedOut,
    deaths: Math.max(deaths, 0),
    ...(delivery.lastSentAt &&
      isTimeKnown && { sinceSentMs: toEpochMs(clock.now()) - toEpochMs(delivery.lastSentAt) }),
    subject: { kind: 'transaction', transaction },
  };
}
