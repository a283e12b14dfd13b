/**
 * The connection between a process and the store. A call is carried out when it arrives there,
 * whatever has become of its sender by then; it may fail before, or be done without an answer.
 */

import type { EngineStore } from '@kontor/engine';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Life } from './host.ts';
import type { Scheduler } from './scheduler.ts';

export type StoreLinkOptions = {
  readonly life: Life;
  readonly store: EngineStore;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly history: History;
};

export function storeLink(options: StoreLinkOptions): EngineStore {
  const { store } = options;
  return {
    acceptTransactions: (starts) =>
      call(options, `accepts ${starts.length}`, () => store.acceptTransactions(starts)),
    acceptTogether: (groups) =>
      call(options, 'accepts together', () => store.acceptTogether(groups)),
    leaseLanes: (request) =>
      call(options, '', () => store.leaseLanes({ ...request, holder: options.life.name })),
    endLeases: (holder, inMs) =>
      call(options, `ends the leases of ${holder}`, () => store.endLeases(holder, inMs)),
    renewLease: (lease, leaseMs) =>
      call(options, `renews lane ${lease.laneId}`, () => store.renewLease(lease, leaseMs)),
    takeCalls: (request) => call(options, '', () => store.takeCalls(request)),
    restConnection: (connection, restMs) =>
      call(options, `rests ${connection}`, () => store.restConnection(connection, restMs)),
    claimProbe: (request) => call(options, '', () => store.claimProbe(request)),
    endProbe: (claim, restMs) => call(options, '', () => store.endProbe(claim, restMs)),
    settle: (settlements) =>
      call(options, `settles ${settlements.length}`, () => store.settle(settlements)),
    changeTransaction: (change) =>
      call(options, `changes ${change.transactionId}`, () => store.changeTransaction(change)),
    cancelTransaction: (cancellation) =>
      call(options, `cancels ${cancellation.transactionId}`, () =>
        store.cancelTransaction(cancellation),
      ),
    readTransaction: (id) => call(options, `reads ${id}`, () => store.readTransaction(id)),
    readInputVersions: (id) => call(options, `reads ${id}`, () => store.readInputVersions(id)),
  };
}

function call<Result>(
  { life, scheduler, dice, faults, history }: StoreLinkOptions,
  what: string,
  carryOut: () => Promise<Result>,
): Promise<Result> {
  const delayMs = () =>
    faults.strikes('slowStore', what)
      ? dice.skewed('store', 100, 20_000)
      : dice.skewed('store', 0.5, 20);
  return new Promise((resolve, reject) => {
    scheduler.after(delayMs(), () => {
      const failure = failureBefore(faults, what);
      if (failure) return void life.later(delayMs(), () => reject(failure));
      if (what !== '') history.note(() => `${life.name} ${what}`);
      carryOut().then(
        (result) => {
          const isCut = faults.strikes('disconnectAfter', what);
          const answer = isCut ? () => reject(storeError('08006')) : () => resolve(result);
          life.later(delayMs(), answer);
        },
        (error: Error) => void life.later(delayMs(), () => reject(error)),
      );
    });
  });
}

function failureBefore(faults: Faults, what: string): Error | undefined {
  if (faults.strikes('serializationFailure', what)) return storeError('40001');
  if (faults.strikes('deadlock', what)) return storeError('40P01');
  if (faults.strikes('disconnectBefore', what)) return storeError('08006');
  return undefined;
}

function storeError(code: string): Error {
  return Object.assign(new Error(`the store said ${code}`), { code });
}
