/**
 * One life of the platform on one machine, composed as the server composes it: the accept path with
 * its group commit, one queue per connection, settlements in theirs.
 */

import {
  deliverHead,
  groupCommit,
  settleInOrder,
  startConnectionQueue,
  type AcceptOutcome,
  type ConnectionQueue,
  type Effects,
  type EngineStore,
  type NewTransaction,
  type ProcessCatalogue,
  type Runtime,
  type WorkOf,
} from '@kontor/engine';
import { idSource, type Random } from '@kontor/kernel';
import type { ProcessDefinition, ReferenceData } from '@kontor/process';
import { invoicesService } from '@kontor/server/invoices-service';
import { settleEachLane } from '@kontor/server/settle-each-lane';
import type { Life } from './host.ts';

export type Platform = {
  readonly life: Life;
  readonly runtime: Runtime;
  readonly store: EngineStore;
  /** The accept path of the gateway, one per process. */
  readonly accept: (process: string) => Accept;
};

export type Accept = ReturnType<typeof invoicesService>['accept'];

export type PlatformOptions = {
  readonly life: Life;
  readonly store: EngineStore;
  readonly effects: ReadonlyMap<string, Effects>;
  readonly catalogue: ProcessCatalogue;
  readonly random: Random;
  readonly concurrency: number;
  /** Whether somebody has just paused a connection. */
  readonly isPaused: (connection: string) => boolean;
  readonly isProcessPaused: (work: WorkOf) => boolean;
  readonly onTrouble: (error: unknown) => void;
};

export function startPlatform(options: PlatformOptions): Platform {
  const { life, store, effects, catalogue, random, concurrency, onTrouble } = options;
  const { clock, timers } = life;
  const defer = (work: () => void) => void life.later(0, work);
  const runtime: Runtime = {
    clock,
    ids: idSource(clock, random),
    reference: NO_REFERENCE,
    route: (role) => role,
  };
  const settle = settleInOrder({
    write: (batch) => settleEachLane(store, batch, onTrouble),
    itemsMax: SETTLEMENTS_MAX,
    defer,
  });
  const queues = new Map(
    [...effects].map(([connection, effect]) => [
      connection,
      startConnectionQueue({
        ...{ connection, store, settle, clock, random, timers, onTrouble },
        handle: deliverHead({ effects: effect, catalogue, runtime, clock, random }),
        settings: { concurrency },
      }),
    ]),
  );
  const accept = groupCommit<NewTransaction, AcceptOutcome>({
    write: (starts) => store.acceptTransactions(starts),
    itemsMax: ACCEPTS_MAX,
    writesMax: 2,
    defer,
  });
  followSettings(options, queues);
  const wake = (names: Iterable<string>) => {
    for (const name of names) queues.get(name)?.wake();
  };
  const serviceOf = (definition: ProcessDefinition) =>
    invoicesService({ definition, runtime, accept, wake, onRepeat: async () => {} });
  const services = new Map(catalogue.all.map((one) => [one.name, serviceOf(one)]));
  return {
    ...{ life, runtime, store },
    accept: (process) => (call, document) => {
      const service = services.get(process);
      if (!service) throw new TypeError(`there is no process ${process}`);
      return service.accept(call, document);
    },
  };
}

/** As the server follows its settings: what is paused is paused within a moment. */
function followSettings(
  options: PlatformOptions,
  queues: ReadonlyMap<string, ConnectionQueue>,
): void {
  const { life, concurrency, catalogue, isPaused, isProcessPaused } = options;
  for (const [connection, queue] of queues) {
    const pausedReason = isPaused(connection) ? { pausedReason: 'Somebody said so.' } : {};
    const names = catalogue.all.map(({ name }) => name);
    const paused = names.filter((process) => isProcessPaused({ process, connection }));
    queue.apply({ concurrency, ...pausedReason, pausedProcesses: new Set(paused) });
  }
  life.later(FOLLOW_MS, () => followSettings(options, queues));
}

/** The simulated processes need no master data. */
const NO_REFERENCE = {} as ReferenceData;
/** Small, so that batches fill up and split. */
const ACCEPTS_MAX = 8;
const SETTLEMENTS_MAX = 8;
const FOLLOW_MS = 20_000;
