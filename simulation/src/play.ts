/**
 * Puts the world together and lets it run: with faults for a while, then without until everything
 * has drained. A broken law ends it at once.
 */

import {
  isProcessPaused,
  isStanding,
  openMemoryStore,
  processCatalogue,
  LEASE_MS,
  type EngineStore,
  type MemoryBooks,
  type ProcessCatalogue,
} from '@kontor/engine';
import { instantFromMs, seededRandom, type Clock, type Instant } from '@kontor/kernel';
import { checkLaws } from './checkers/check-laws.ts';
import { drawDocuments, type Document } from './documents/document.ts';
import { PROCESSES } from './documents/processes.ts';
import type { PlantedBug } from './planted-bugs/planted-bug.ts';
import type { Setting } from './setting.ts';
import { startCaller, type Caller } from './world/caller.ts';
import { startCancelling } from './world/cancelling.ts';
import type { Dice } from './world/dice.ts';
import { effectLink } from './world/effect-link.ts';
import type { Faults } from './world/faults.ts';
import type { History } from './world/history.ts';
import { EPOCH_MS, startHost, type Life } from './world/host.ts';
import { startOperators } from './world/operators.ts';
import { openOffice } from './world/office.ts';
import { startPlatform, type Platform } from './world/platform.ts';
import type { Scheduler } from './world/scheduler.ts';
import { simulatedSystem, TIMEOUT_MS, type SimulatedSystem } from './world/simulated-system.ts';
import { storeLink } from './world/store-link.ts';
import { watchedStore } from './world/watched-store.ts';

export type World = {
  readonly dice: Dice;
  readonly scheduler: Scheduler;
  readonly history: History;
  readonly faults: Faults;
  readonly setting: Setting;
  readonly bug?: PlantedBug | undefined;
};

export async function play(world: World): Promise<void> {
  const { dice, scheduler, history, faults, setting, bug } = world;
  const clock: Clock = {
    now: () => instantFromMs(EPOCH_MS + scheduler.nowMs()),
    elapsedMs: scheduler.nowMs,
  };
  const memory = openMemoryStore(clock);
  const { books } = memory;
  const kept = bug?.store?.(memory, dice) ?? memory;
  const store = watchedStore({ store: kept, books, history, nowMs: scheduler.nowMs });
  const catalogue = catalogueOf(bug);
  const systems = new Map(
    Object.entries(setting.systems).map(([connection, traits]) => [
      connection,
      simulatedSystem({ connection, traits, scheduler, dice, faults, history }),
    ]),
  );
  const processes = Object.keys(PROCESSES);
  startOperators({ ...world, books, connections: [...systems.keys()], processes, ...setting });
  const anyPlatform = startMachines(world, { store, systems, catalogue, books });
  const callers = startCallers(world, anyPlatform);
  const { takesBack, cancels } = setting;
  const people = { books, catalogue, systems, scheduler, dice, history, anyPlatform, takesBack };
  const office = openOffice(people);
  startCancelling({ ...people, cancels });
  scheduler.after(setting.faultsMs, () => {
    history.note(() => 'faults cease');
    faults.cease();
  });
  const isDrained = () =>
    scheduler.nowMs() > setting.faultsMs && callers.every(isAnswered) && isAtRest(books);
  const isBroken = () => history.violations.length > 0;
  const endMs = setting.faultsMs + DRAIN_MS_MAX;
  const ended = await scheduler.run(() => isBroken() || isDrained(), endMs);
  if (isBroken()) return;
  const { leftInPlace } = office;
  const { everParked } = store;
  checkLaws({
    ...{ books, systems, callers, catalogue, history, leftInPlace, everParked },
    hasDrained: ended === 'done',
  });
}

function catalogueOf(bug: PlantedBug | undefined): ProcessCatalogue {
  const definitions = Object.values(PROCESSES).map((one) => bug?.process?.(one) ?? one);
  return processCatalogue(definitions);
}

type Surroundings = {
  readonly store: EngineStore;
  readonly systems: ReadonlyMap<string, SimulatedSystem>;
  readonly catalogue: ProcessCatalogue;
  readonly books: MemoryBooks;
};

/** Answers with a machine that is up, whichever. */
function startMachines(world: World, surroundings: Surroundings): () => Platform | undefined {
  const { dice, setting } = world;
  const platforms = new Map<string, Platform>();
  for (let machine = 1; machine <= setting.machines; machine++) {
    const name = `m${machine}`;
    const boot = (life: Life) => void platforms.set(name, bootPlatform(world, surroundings, life));
    startHost({ ...world, name, leaseMs: LEASE_MS, boot });
  }
  return () => {
    const [first, ...rest] = [...platforms.values()].filter(({ life }) => life.isAlive());
    return first && dice.oneOf('machine', [first, ...rest]);
  };
}

function bootPlatform(
  world: World,
  { store, systems, catalogue, books }: Surroundings,
  life: Life,
): Platform {
  const { dice, history, faults, setting, bug } = world;
  const link = storeLink({ ...world, life, store });
  const effects = [...systems].map(([connection, system]) => {
    const isFrozen = () => isStanding(books.drain, connection, storeTime(world));
    const linked = effectLink({ ...world, life, system, isFrozen });
    return [connection, bug?.effects?.(linked, dice) ?? linked] as const;
  });
  const own = bug?.client?.(link, dice) ?? link;
  const { predecessor } = life;
  // What it sent last may be worked on until a living one would have stopped to wait for it.
  if (predecessor !== undefined) own.endLeases(predecessor, TIMEOUT_MS).catch(() => {});
  return startPlatform({
    life,
    store: own,
    effects: new Map(effects),
    catalogue,
    random: seededRandom(dice.whole('boot', 1, 2 ** 31)),
    concurrency: setting.concurrency,
    isPaused: (connection) => faults.strikes('connectionPaused', connection),
    isProcessPaused: (work) => isProcessPaused(books.drain, work, storeTime(world)),
    onTrouble: (error) => {
      history.count('troubles');
      history.note(() => `${life.name} is troubled: ${String(error)}`);
    },
  });
}

function storeTime({ scheduler }: World): Instant {
  return instantFromMs(Math.round(EPOCH_MS + scheduler.nowMs()));
}

function startCallers(world: World, anyPlatform: () => Platform | undefined): readonly Caller[] {
  const { dice, setting } = world;
  return drawDocuments(dice, setting.documents).flatMap((document: Document) => {
    const isTwice = dice.chance('sentTwice', setting.sentTwice);
    const keys = [`key-${document.number}`, ...(isTwice ? [`again-${document.number}`] : [])];
    return keys.map((key) => startCaller({ ...world, document, key, anyPlatform }));
  });
}

function isAnswered(caller: Caller): boolean {
  return caller.answer() !== undefined;
}

/** Every transaction has ended, and no lane has anything left. */
function isAtRest({ transactions, lanes }: MemoryBooks): boolean {
  for (const { head, tail } of lanes.values()) if (head <= tail) return false;
  for (const { state } of transactions.values()) {
    if (['working', 'waiting', 'parked'].includes(state.status)) return false;
  }
  return true;
}

/** Long enough for every backoff and every person; short enough to end. */
const DRAIN_MS_MAX = 6 * 3_600_000;
