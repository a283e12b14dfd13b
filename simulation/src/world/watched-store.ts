/**
 * The store with a witness in front of it. The witness keeps its own record of who holds which lane
 * and compares every answer with it: whatever the store does inside, nobody but the holder commits,
 * and a lane has one holder at a time.
 */

import type {
  EngineStore,
  Holder,
  Lease,
  LeasedLane,
  LeaseRequest,
  MemoryBooks,
  Settlement,
} from '@kontor/engine';
import { instantFromMs } from '@kontor/kernel';
import type { History } from './history.ts';
import { EPOCH_MS } from './host.ts';

export type WitnessOptions = {
  readonly store: EngineStore;
  readonly books: MemoryBooks;
  readonly history: History;
  readonly nowMs: () => number;
};

export type WatchedStore = EngineStore & {
  /** Deliveries that a person was asked about: they may have been overtaken. */
  readonly everParked: ReadonlySet<string>;
};

export function watchedStore(options: WitnessOptions): WatchedStore {
  const { store, books, history } = options;
  const witness = newWitness(options);
  const obeying = <Result>(work: () => Promise<Result>) => underLaw(options, work);
  return {
    everParked: witness.everParked,
    acceptTransactions: (starts) => obeying(() => store.acceptTransactions(starts)),
    acceptTogether: (groups) => obeying(() => store.acceptTogether(groups)),
    leaseLanes: async (request) => {
      const kept = whatIsKept(options, request.connection);
      const lanes = await obeying(() => store.leaseLanes(request));
      for (const lane of lanes) witness.leased(lane, request);
      tellWhatIsKept(options, kept, lanes);
      return lanes;
    },
    endLeases: async (holder, inMs) => {
      const ended = await obeying(() => store.endLeases(holder, inMs));
      witness.ended(holder, inMs);
      if (ended > 0) history.count('endedEarly');
      return ended;
    },
    renewLease: async (lease, leaseMs) => {
      const isRenewed = await obeying(() => store.renewLease(lease, leaseMs));
      if (isRenewed) witness.renewed(lease, leaseMs);
      return isRenewed;
    },
    takeCalls: (request) => store.takeCalls(request),
    restConnection: (connection, restMs) => store.restConnection(connection, restMs),
    claimProbe: (request) => store.claimProbe(request),
    endProbe: (claim, restMs) => store.endProbe(claim, restMs),
    settle: async (settlements) => {
      const before = settlements.map((settlement) => standing(books, settlement));
      const kept = await obeying(() => store.settle(settlements));
      // What holders settled in the same batch changed rightly, also the transactions of others.
      const ours = new Set(settlements.filter((_, at) => kept[at]).flatMap(idsOf));
      settlements.forEach((one, at) => {
        const hasChanged = before[at] !== standing(books, one);
        const isRight = idsOf(one).some((id) => ours.has(id));
        witness.settled(one, kept[at] === true, hasChanged && !isRight);
      });
      return kept;
    },
    changeTransaction: (change) => obeying(() => store.changeTransaction(change)),
    cancelTransaction: (cancellation) => obeying(() => store.cancelTransaction(cancellation)),
    readTransaction: (id) => store.readTransaction(id),
    readInputVersions: (id) => store.readInputVersions(id),
  };
}

type Kept = { readonly isFrozen: boolean; readonly paused: ReadonlySet<string> };

/** What may not be handed out now: all of a frozen connection, lanes whose head is paused. */
function whatIsKept({ books, nowMs }: WitnessOptions, connection: string): Kept {
  const now = instantFromMs(Math.round(EPOCH_MS + nowMs()));
  const waiting = [...books.lanes.values()].filter(
    (lane) => lane.connection === connection && lane.head <= lane.tail && lane.readyAt <= now,
  );
  const processes = new Map(
    [...books.deliveries.values()].map(({ laneId, position, transactionId }) => [
      `${laneId} ${position}`,
      books.transactions.get(transactionId)?.process ?? '',
    ]),
  );
  const paused = waiting.filter(({ laneId, head }) => {
    const process = processes.get(`${laneId} ${head}`) ?? '';
    return books.drain.processes.some(
      (rule) =>
        rule.process === process &&
        (rule.connection ?? connection) === connection &&
        rule.paused !== undefined &&
        (rule.paused.until === undefined || rule.paused.until > now),
    );
  });
  const isFrozen = books.drain.windows.some(
    (window) => window.connection === connection && window.from <= now && now < window.until,
  );
  return { isFrozen: isFrozen && waiting.length > 0, paused: idsOfLanes(paused) };
}

function idsOfLanes(lanes: readonly { readonly laneId: string }[]): ReadonlySet<string> {
  return new Set(lanes.map(({ laneId }) => laneId));
}

function tellWhatIsKept(
  { history }: WitnessOptions,
  { isFrozen, paused }: Kept,
  lanes: readonly LeasedLane[],
): void {
  if (isFrozen) history.count('keptByCalendar');
  if (paused.size > 0) history.count('keptByPause');
  for (const { laneId, connection } of lanes) {
    if (isFrozen) history.violated(STANDING, `lane ${laneId} of frozen ${connection} was leased`);
    if (paused.has(laneId)) history.violated(STANDING, `paused lane ${laneId} was leased`);
  }
}

/** Its own record of who holds what. */
function newWitness({ books, history, nowMs }: WitnessOptions) {
  const holders = new Map<string, { token: bigint; untilMs: number; by?: Holder }>();
  const everParked = new Set<string>();
  return {
    everParked,
    leased({ laneId, token, heads, connection }: LeasedLane, request: LeaseRequest): void {
      const holder = holders.get(laneId);
      if (holder && holder.untilMs > nowMs()) {
        history.violated(ONE_HOLDER, `lane ${laneId} was leased while ${holder.token} held it`);
      }
      if (holder && holder.token >= token) {
        history.violated(FENCE, `the token of lane ${laneId} did not rise above ${holder.token}`);
      }
      if (books.lanes.get(laneId)?.heldReason !== undefined) {
        history.violated(ORDER, `lane ${laneId} was leased while it is held`);
      }
      const [first] = heads;
      const what = `lane ${laneId} ${token}, ${connection}: ${heads.length} from ${first?.position}`;
      history.note(() => `leased ${what}${first?.isInDoubt ? ', in doubt' : ''}`);
      if (heads.some(({ isInDoubt }) => isInDoubt)) history.count('leasedInDoubt');
      const by = request.holder === undefined ? {} : { by: request.holder };
      holders.set(laneId, { token, untilMs: nowMs() + request.leaseMs, ...by });
    },
    ended(dead: Holder, inMs: number): void {
      for (const holder of holders.values()) {
        if (holder.by === dead) holder.untilMs = Math.min(holder.untilMs, nowMs() + inMs);
      }
    },
    renewed({ laneId, token }: Lease, leaseMs: number): void {
      const holder = holders.get(laneId);
      if (holder?.token !== token) {
        history.violated(FENCE, `lane ${laneId} was renewed under the lost token ${token}`);
      }
      if (holder) holder.untilMs = nowMs() + leaseMs;
    },
    settled({ lease, head, result }: Settlement, wasKept: boolean, hasChanged: boolean): void {
      const holder = holders.get(lease.laneId);
      const isLate = holder?.token !== lease.token;
      if (isLate) history.count('fenced');
      if (isLate && (wasKept || hasChanged)) {
        const detail = `${head.deliveryId} was settled under the lost token ${lease.token}`;
        history.violated(FENCE, detail);
      }
      if (!wasKept) return;
      if (result.kind === 'parked') {
        everParked.add(head.deliveryId);
        history.count('parked');
      }
      if (holder && (result.kind !== 'finished' || result.isLast)) holder.untilMs = nowMs();
      history.note(() => `lane ${lease.laneId} ${lease.token}: ${head.deliveryId} ${result.kind}`);
    },
  };
}

/** What the tables of the database check after every statement, and what the store asserts. */
async function underLaw<Result>(
  { books, history }: WitnessOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) {
      history.violated('the store keeps its own law', String(error));
    }
    throw error;
  } finally {
    for (const { laneId, head, tail, sent } of books.lanes.values()) {
      if (head > tail + 1n || sent > tail) {
        history.violated('lanes are whole', `lane ${laneId}: ${head} ${sent} ${tail}`);
      }
    }
  }
}

function idsOf({ head, transaction }: Settlement): readonly string[] {
  return [head.deliveryId, ...(transaction ? [transaction.transactionId] : [])];
}

/** What a settlement could change, as text. */
function standing(books: MemoryBooks, { head, transaction }: Settlement): string {
  const delivery = books.deliveries.get(head.deliveryId);
  const version = transaction && books.transactions.get(transaction.transactionId)?.version;
  return `${delivery?.status} ${delivery?.attempts.length} ${version}`;
}

const FENCE = 'a fenced owner commits nothing';
const ONE_HOLDER = 'one holder per lane';
const ORDER = 'order per lane';
const STANDING = 'what stands is not handed out';
