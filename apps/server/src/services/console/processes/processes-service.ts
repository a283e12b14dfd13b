/**
 * The processes with how many transactions stand where. The counts are read for all legal entities
 * at once and shared by everybody who looks; each person is given the sum of their own.
 */

import type { ProcessCatalogue } from '@kontor/engine';
import { bankingDayOf, type Clock } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { ConsoleProcesses } from '../../../gateway/console-services.ts';
import type { DrainReading } from '../drain/console-drain-service.ts';
import { readProcessDrain } from '../drain/read-process-drain.ts';
import { sharedReading } from '../../operations/shared-reading.ts';
import { readFinishedSince, type FinishedRow } from './read-finished-since.ts';
import { readMovingDeliveries, type MovingRow } from './read-moving-deliveries.ts';
import { readStoppedTransactions, type StoppedRow } from './read-stopped-transactions.ts';
import { toProcess, toProcessDetail } from './to-process.ts';

/** How many stand where, per legal entity. */
export type Standing = {
  readonly asOf: string;
  readonly moving: readonly MovingRow[];
  readonly stopped: readonly StoppedRow[];
  readonly finished: readonly FinishedRow[];
};

export type ProcessesOptions = {
  readonly pool: Queryable;
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
  readonly drains: DrainReading;
};

export function processesService(options: ProcessesOptions): ConsoleProcesses {
  const { pool, clock, catalogue, drains } = options;
  const read = sharedReading(() => readStanding(pool, clock), { clock, ageMsMax: AGE_MS_MAX });
  const names = [...new Set(catalogue.all.map(({ name }) => name))].sort();
  return {
    async list({ actor }) {
      const standing = ofEntities(await read(), actor.legalEntities);
      const items = names.map((name) => toProcess(catalogue.latest(name), standing));
      return { asOf: standing.asOf, items };
    },
    async find({ actor }, name) {
      if (!names.includes(name)) return { kind: 'absent' };
      const maySee = actor.permissions.has('connections:read');
      const [all, drain] = await Promise.all([
        read(),
        maySee ? readProcessDrain(pool, { drains, catalogue, process: name }) : undefined,
      ]);
      const standing = ofEntities(all, actor.legalEntities);
      const versions = catalogue.all.filter((definition) => definition.name === name);
      const latest = catalogue.latest(name);
      const detail = toProcessDetail(latest, versions, standing);
      return { kind: 'found', value: { ...detail, ...(drain && { drain }) } };
    },
  };
}

async function readStanding(db: Queryable, clock: Clock): Promise<Standing> {
  const asOf = clock.now();
  const [moving, stopped, finished] = await Promise.all([
    readMovingDeliveries(db),
    readStoppedTransactions(db),
    readFinishedSince(db, `${bankingDayOf(asOf)}T00:00:00Z`),
  ]);
  return { asOf, moving, stopped, finished };
}

function ofEntities(standing: Standing, entities: ReadonlySet<string>): Standing {
  const isOurs = (row: { readonly legal_entity: string }) => entities.has(row.legal_entity);
  return {
    asOf: standing.asOf,
    moving: standing.moving.filter(isOurs),
    stopped: standing.stopped.filter(isOurs),
    finished: standing.finished.filter(isOurs),
  };
}

/** A drawing that is two seconds old is live to a person; the database is asked once for all. */
const AGE_MS_MAX = 2_000;
