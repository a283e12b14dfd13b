/**
 * The store with a witness in front of it. The witness keeps its own record of who holds which lane
 * and compares every answer with it: whatever the store does inside, nobody but the holder commits,
 * and a lane has one holder at a time.
 */

import type { EngineStore, LeasedLane, MemoryBooks, Settlement } from '@kontor/engine';
import type { History } from './history.ts';

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

export function watchedStore({ store, books, history, nowMs }: WitnessOptions): WatchedStore {
  const holders = new Map<string, { token: bigint; untilMs: number }>();
  const everParked = new Set<string>();

  function leased(lane: LeasedLane, leaseMs: number): void {
    const { laneId, token, heads } = lane;
    const holder = holders.get(laneId);
    if (holder && holder.untilMs > nowMs()) {
      history.violated(ONE_HOLDER, `lane ${laneId} was leased while ${holder.token} held it`);
    }
    if (holder && holder.token >= token) {
      history.violated(FENCE, `the token of lane ${laneId} did not rise above ${holder.token}`);
    }
    if (books.lanes.get(laneId)?.heldReason !== undefined) {
      history.violated('order per lane', `lane ${laneId} was leased while it is held`);
    }
    if (heads.some(({ isInDoubt }) => isInDoubt)) history.count('leasedInDoubt');
    holders.set(laneId, { token, untilMs: nowMs() + leaseMs });
  }

  function settled(settlement: Settlement, wasKept: boolean, hasChanged: boolean): void {
    const { lease, head, result } = settlement;
    const isLate = holders.get(lease.laneId)?.token !== lease.token;
    if (isLate) history.count('fenced');
    if (isLate && (wasKept || hasChanged)) {
      history.violated(FENCE, `${head.deliveryId} was settled under the lost token ${lease.token}`);
    }
    if (!wasKept) return;
    if (result.kind === 'parked') everParked.add(head.deliveryId);
    const holder = holders.get(lease.laneId);
    if (holder && (result.kind !== 'finished' || result.isLast)) holder.untilMs = nowMs();
    history.note(() => `lane ${lease.laneId} ${lease.token}: ${head.deliveryId} ${result.kind}`);
  }

  return {
    everParked,
    acceptTransactions: async (starts) => obeying(() => store.acceptTransactions(starts)),
    leaseLanes: async (request) => {
      const lanes = await obeying(() => store.leaseLanes(request));
      for (const lane of lanes) leased(lane, request.leaseMs);
      return lanes;
    },
    renewLease: async (lease, leaseMs) => {
      const isRenewed = await obeying(() => store.renewLease(lease, leaseMs));
      const holder = holders.get(lease.laneId);
      if (isRenewed && holder?.token !== lease.token) {
        history.violated(FENCE, `lane ${lease.laneId} was renewed under the lost ${lease.token}`);
      }
      if (isRenewed && holder) holder.untilMs = nowMs() + leaseMs;
      return isRenewed;
    },
    settle: async (settlements) => {
      const before = settlements.map((settlement) => standing(books, settlement));
      const kept = await obeying(() => store.settle(settlements));
      // What the holder settled in the same batch changed rightly.
      const theirs = new Set(settlements.flatMap(({ head }, at) => (kept[at] ? head : [])));
      const rightly = new Set([...theirs].map(({ deliveryId }) => deliveryId));
      settlements.forEach((one, at) => {
        const hasChanged = before[at] !== standing(books, one);
        settled(one, kept[at] === true, hasChanged && !rightly.has(one.head.deliveryId));
      });
      return kept;
    },
    changeTransaction: async (change) => obeying(() => store.changeTransaction(change)),
    readTransaction: (id) => store.readTransaction(id),
  };

  /** What the tables of the database check after every statement, and what the store asserts. */
  async function obeying<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) {
        history.violated('the store keeps its own law', String(error));
      }
      throw error;
    } finally {
      for (const { laneId, head, tail, sent } of books.lanes.values()) {
        if (head <= tail + 1n && sent <= tail) continue;
        history.violated('lanes are whole', `lane ${laneId}: ${head} ${sent} ${tail}`);
      }
    }
  }
}

/** What a settlement could change, as text. */
function standing(books: MemoryBooks, { head, transaction }: Settlement): string {
  const delivery = books.deliveries.get(head.deliveryId);
  const version = transaction && books.transactions.get(transaction.transactionId)?.version;
  return `${delivery?.status} ${delivery?.attempts.length} ${version}`;
}

const FENCE = 'a fenced owner commits nothing';
const ONE_HOLDER = 'one holder per lane';
