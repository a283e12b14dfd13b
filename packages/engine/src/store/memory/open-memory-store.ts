/**
 * The engine's store in memory: the reference that PostgreSQL is compared with, and what a
 * simulation runs on. JavaScript runs one method at a time, so each is atomic as long as it does
 * not await.
 */

import { assert, plusMs, present, type Clock, type TransactionId } from '@kontor/kernel';
import type {
  AcceptOutcome,
  CancelOutcome,
  Cancellation,
  EngineStore,
  InputCorrection,
  InputVersion,
  NewTransaction,
  Progress,
  Settlement,
  StartGroups,
  StoredTransaction,
  TogetherOutcome,
  TransactionChange,
} from '../engine-store.ts';
import { isThrough } from '../is-through.ts';
import { endLeases, leaseLanes } from './lease-lanes.ts';
import { isRefusal } from '../is-refusal.ts';
import { claimLane, judgeWithdrawal, withdraw } from './withdraw-delivery.ts';
import {
  emptyBooks,
  type KnownKey,
  type MemoryBooks,
  type MemoryDelivery,
  type MemoryLane,
} from './memory-books.ts';
import { claimProbe, endProbe, restConnection, takeCalls } from './take-calls.ts';

export function openMemoryStore(
  clock: Clock,
  books: MemoryBooks = emptyBooks(),
): EngineStore & { readonly books: MemoryBooks } {
  return {
    books,
    acceptTransactions: async (starts) => starts.map((start) => accept(books, clock, start)),
    acceptTogether: (groups) => acceptTogether(books, clock, groups),
    leaseLanes: async (request) => leaseLanes(books, clock, request),
    endLeases: async (holder, inMs) => endLeases(books, clock, holder, inMs),
    renewLease: async ({ laneId, token }, leaseMs) => {
      const lane = present(books.lanes.get(laneId), 'a leased lane exists');
      if (lane.token !== token) return false;
      lane.readyAt = plusMs(clock.now(), leaseMs);
      return true;
    },
    takeCalls: async (request) => takeCalls(books, clock, request),
    restConnection: async (name, restMs) => restConnection(books, clock, name, restMs),
    claimProbe: async (request) => claimProbe(books, clock, request),
    endProbe: async (claim, restMs) => endProbe(books, clock, claim, restMs),
    settle: async (settlements) => settle(books, clock, settlements),
    changeTransaction: async (change) => changeTransaction(books, clock, change),
    cancelTransaction: async (cancellation) => cancelTransaction(books, clock, cancellation),
    readTransaction: async (transactionId) => books.transactions.get(transactionId),
    readInputVersions: async (transactionId) => inputVersions(books, transactionId),
  };
}

function accept(books: MemoryBooks, clock: Clock, start: NewTransaction): AcceptOutcome {
  const { transaction, progress, idempotency } = start;
  const foreseen = foresee(books, start);
  if (foreseen) return foreseen;
  const keyId = keyIdOf(start);
  books.transactions.set(transaction.transactionId, {
    ...transaction,
    state: progress.state,
    version: 1,
  });
  if (keyId !== undefined && idempotency) {
    books.keys.set(keyId, { ...idempotency, transactionId: transaction.transactionId });
  }
  record(books, clock, transaction, progress);
  return ACCEPTED;
}

/** Why it would not be accepted as something new; undefined when it would. */
function foresee(books: MemoryBooks, start: NewTransaction): AcceptOutcome | undefined {
  const keyId = keyIdOf(start);
  const known = keyId === undefined ? undefined : books.keys.get(keyId);
  if (known) return fromKnownKey(known, start.idempotency?.fingerprint);
  const holder = holderOf(books, start);
  return holder && { kind: 'duplicate', transactionId: holder };
}

function keyIdOf({ transaction, idempotency }: NewTransaction): string | undefined {
  return (
    idempotency && `${transaction.applicationId}\n${idempotency.operation}\n${idempotency.key}`
  );
}

async function acceptTogether(
  books: MemoryBooks,
  clock: Clock,
  groups: () => StartGroups,
): Promise<TogetherOutcome> {
  const starts: NewTransaction[] = [];
  for await (const group of groups()) starts.push(...group);
  // From here to the end without a pause: nobody comes between.
  const foreseen = starts.map((start) => foresee(books, start) ?? ACCEPTED);
  if (foreseen.some(isRefusal)) return { kind: 'refused', outcomes: foreseen };
  return { kind: 'accepted', outcomes: starts.map((start) => accept(books, clock, start)) };
}

function fromKnownKey(known: KnownKey, fingerprint: string | undefined): AcceptOutcome {
  if (known.fingerprint !== fingerprint) return { kind: 'key_reused' };
  return { kind: 'replayed', transactionId: known.transactionId, reply: known.reply };
}

function holderOf(
  books: MemoryBooks,
  { transaction: { process, businessKey } }: Pick<NewTransaction, 'transaction'>,
): TransactionId | undefined {
  for (const other of books.transactions.values()) {
    if (other.process !== process || other.businessKey !== businessKey) continue;
    if (!isKeyGivenUp(other.state)) return other.transactionId;
  }
  return undefined;
}

/** As the database says it: what is reopened takes its business key again, or fails. */
function assertKeyIsFree(books: MemoryBooks, stored: StoredTransaction, { state }: Progress): void {
  if (!isKeyGivenUp(stored.state) || isKeyGivenUp(state)) return;
  const holder = holderOf(books, { transaction: stored });
  if (holder === undefined) return;
  throw Object.assign(new Error(`${holder} holds the business key`), { code: '23505' });
}

function isKeyGivenUp({ status }: StoredTransaction['state']): boolean {
  return status === 'refused' || status === 'taken_back';
}

function record(
  books: MemoryBooks,
  clock: Clock,
  transaction: NewTransaction['transaction'],
  progress: Progress,
): void {
  const { transactionId } = transaction;
  books.messages.push(...progress.messages.map((message) => ({ transactionId, message })));
  books.outbox.push(...progress.events.map((event) => ({ transactionId, event })));
  books.audit.push(...progress.audit.map((entry) => ({ transactionId, entry })));
  for (const exception of progress.exceptions) {
    books.exceptions.set(exception.exceptionId, {
      ...exception,
      transactionId,
      isOpen: true,
      version: 1,
    });
  }
  for (const delivery of progress.deliveries) {
    const lane = laneFor(books, clock, delivery.connection, delivery.orderingKey);
    lane.tail += 1n;
    books.deliveries.set(delivery.deliveryId, {
      ...delivery,
      laneId: lane.laneId,
      position: lane.tail,
      transactionId,
      status: 'waiting',
      attempts: [],
      lookUps: 0,
      strikes: 0,
    });
  }
}

function laneFor(
  books: MemoryBooks,
  clock: Clock,
  connection: string,
  orderingKey: string,
): MemoryLane {
  for (const lane of books.lanes.values()) {
    if (lane.connection === connection && lane.orderingKey === orderingKey) return lane;
  }
  const lane: MemoryLane = {
    laneId: String(books.lanes.size + 1),
    connection,
    orderingKey,
    tail: 0n,
    head: 1n,
    sent: 0n,
    readyAt: clock.now(),
    token: 0n,
    deaths: 0,
    heldReason: undefined,
  };
  books.lanes.set(lane.laneId, lane);
  return lane;
}

function settle(
  books: MemoryBooks,
  clock: Clock,
  settlements: readonly Settlement[],
): readonly boolean[] {
  const lanes = Map.groupBy(settlements, ({ lease }) => lease.laneId);
  // What a batch says of one lane is taken as a whole or not at all.
  const ours = new Set([...lanes.values()].flatMap((group) => laneOfOurs(books, group) ?? []));
  return settlements.map((settlement) => {
    const { lease: held } = settlement;
    const lane = present(books.lanes.get(held.laneId), 'a leased lane exists');
    if (!ours.has(held.laneId)) return false;
    moveLane(lane, settlement, clock);
    moveDelivery(books, clock, settlement);
    if (settlement.transaction && 'progress' in settlement.result && settlement.result.progress) {
      moveTransaction(books, clock, settlement.transaction, settlement.result.progress);
    }
    return true;
  });
}

function laneOfOurs(books: MemoryBooks, [first]: readonly Settlement[]): string | undefined {
  const { lease: held, head } = present(first, 'a group has a member');
  const lane = present(books.lanes.get(held.laneId), 'a leased lane exists');
  return lane.token === held.token && lane.head === head.position ? held.laneId : undefined;
}

function moveLane(lane: MemoryLane, settlement: Settlement, clock: Clock): void {
  const { lease: held, result, head } = settlement;
  if (isThrough(settlement)) lane.deaths = 0;
  const isPassed =
    result.kind === 'finished' || (result.kind === 'parked' && result.policy === 'pass');
  if (isPassed) lane.head = head.position + 1n;
  if (result.kind === 'parked' && result.policy === 'hold') {
    lane.heldReason = `${head.deliveryId} is parked`;
  }
  if (result.kind === 'finished' && !result.isLast) return;
  const staysInDoubt = !isPassed && 'isInDoubt' in result && result.isInDoubt;
  const sentByUs = staysInDoubt ? head.position : lane.head - 1n;
  lane.sent = sentByUs > held.sentBefore ? sentByUs : held.sentBefore;
  lane.readyAt = plusMs(clock.now(), result.kind === 'again' ? result.dueInMs : 0);
  lane.token += 1n;
}

function moveDelivery(
  books: MemoryBooks,
  clock: Clock,
  { head, attempts, result }: Settlement,
): void {
  const delivery = present(books.deliveries.get(head.deliveryId), 'a leased delivery exists');
  delivery.attempts.push(...attempts);
  switch (result.kind) {
    case 'finished':
      delivery.status = result.status;
      if (result.externalReference) delivery.externalReference = result.externalReference;
      break;
    case 'again':
      delivery.status = result.isInDoubt ? 'in_doubt' : 'waiting';
      delivery.lookUps = result.lookUps;
      delivery.strikes = result.strikes;
      if (result.wasSent) delivery.lastSentAt = clock.now();
      break;
    case 'parked':
      delivery.status = 'parked';
      break;
    case 'untouched':
      if (result.wasSent) delivery.lastSentAt = clock.now();
      break;
  }
}

function moveTransaction(
  books: MemoryBooks,
  clock: Clock,
  seen: StoredTransaction,
  progress: Progress,
): void {
  const stored = present(books.transactions.get(seen.transactionId), 'the transaction exists');
  assert(
    stored.version === seen.version,
    'only the holder of its lane changes a working transaction',
  );
  const corrected = progress.correction
    ? correct(books, clock, stored, progress.correction)
    : stored;
  books.transactions.set(seen.transactionId, {
    ...corrected,
    state: progress.state,
    version: stored.version + 1,
  });
  record(books, clock, corrected, progress);
}

function correct(
  books: MemoryBooks,
  clock: Clock,
  stored: StoredTransaction,
  { version, input, partyName, by, reason }: InputCorrection,
): StoredTransaction {
  const versions = inputVersions(books, stored.transactionId);
  assert(versions.length === version - 1, 'versions of an input follow one another');
  const at = clock.now();
  books.inputs.set(stored.transactionId, [...versions, { version, input, by, reason, at }]);
  return { ...stored, input, ...(partyName !== undefined && { partyName }) };
}

function inputVersions(books: MemoryBooks, id: TransactionId): readonly InputVersion[] {
  const transaction = books.transactions.get(id);
  if (!transaction) return [];
  const { input, acceptedAt: at } = transaction;
  return books.inputs.get(id) ?? [{ version: 1, input, at }];
}

function changeTransaction(
  books: MemoryBooks,
  clock: Clock,
  change: TransactionChange,
): 'changed' | 'stale' {
  const stored = present(books.transactions.get(change.transactionId), 'the transaction exists');
  if (stored.version !== change.expectedVersion) return 'stale';
  const exception = change.resolves && books.exceptions.get(change.resolves.exceptionId);
  if (change.resolves && exception?.version !== change.resolves.expectedVersion) return 'stale';
  if (exception && !exception.isOpen) return 'stale';
  const delivery = change.delivery && books.deliveries.get(change.delivery.deliveryId);
  if (change.delivery && delivery?.status !== 'parked') return 'stale';
  const isUnknown = delivery?.attempts.at(-1)?.outcome === 'unknown';
  if (change.delivery?.kind === 'correct' && isUnknown) return 'stale';
  assertKeyIsFree(books, stored, change.progress);
  if (exception) {
    exception.isOpen = false;
    exception.version += 1;
  }
  if (change.delivery && delivery) unpark(books, clock, change.delivery.kind, delivery);
  moveTransaction(books, clock, stored, change.progress);
  return 'changed';
}

function cancelTransaction(
  books: MemoryBooks,
  clock: Clock,
  { delivery: said, ...change }: Cancellation,
): CancelOutcome {
  const { expectedVersion, transactionId } = change;
  if (said?.kind !== 'withdraw') {
    const delivery = said && ({ ...said, kind: 'abandon' } as const);
    const outcome = changeTransaction(books, clock, { ...change, ...(delivery && { delivery }) });
    return outcome === 'changed' ? 'cancelled' : 'stale';
  }
  const delivery = present(books.deliveries.get(said.deliveryId), 'a delivery exists');
  const isLeased = claimLane(books, clock, delivery);
  const obstacle = judgeWithdrawal(books, delivery, isLeased);
  if (obstacle) return obstacle;
  const stored = present(books.transactions.get(transactionId), 'the transaction exists');
  if (stored.version !== expectedVersion) return 'stale';
  const outcome = changeTransaction(books, clock, change);
  if (outcome === 'changed') withdraw(books, delivery, isLeased);
  return outcome === 'changed' ? 'cancelled' : outcome;
}

function unpark(
  books: MemoryBooks,
  clock: Clock,
  kind: NonNullable<TransactionChange['delivery']>['kind'],
  delivery: MemoryDelivery,
): void {
  const lane = present(books.lanes.get(delivery.laneId), 'a delivery has a lane');
  const wasPassed = delivery.position < lane.head;
  if (!wasPassed) {
    lane.heldReason = undefined;
    lane.readyAt = clock.now();
  }
  if (kind === 'abandon' || kind === 'confirm') {
    delivery.status = kind === 'confirm' ? 'confirmed' : 'abandoned';
    if (wasPassed) return;
    if (lane.sent < lane.head) lane.sent = lane.head;
    lane.head += 1n;
    return;
  }
  delivery.status = kind === 'retry' ? 'in_doubt' : 'waiting';
  delivery.lookUps = 0;
  delivery.strikes = 0;
  if (wasPassed) {
    lane.tail += 1n;
    delivery.position = lane.tail;
  } else if (kind === 'resend') {
    lane.sent = lane.head - 1n;
  }
}

const ACCEPTED: AcceptOutcome = { kind: 'accepted' };
