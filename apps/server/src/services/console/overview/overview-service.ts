/**
 * The overview of one person: the readings that all share, cut down to their legal entities and
 * permissions. A look costs no statement of its own while the readings are fresh; sums of the day
 * are given as they were a few seconds ago while newer ones are read.
 */

import type { Overview } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import { bankingDayOf, type Clock, type Instant } from '@kontor/kernel';
import type pg from 'pg';
import type { ConsoleOverview } from '../../../gateway/console-services.ts';
import type { Call } from '../../../gateway/services.ts';
import type { Runbooks } from '../../../runbooks/read-runbooks.ts';
import { sharedReading } from '../../operations/shared-reading.ts';
import type { ConnectionsContext } from '../connections/connections-service.ts';
import { readConnectionLines } from '../connections/read-connection-lines.ts';
import { causeTitle } from '../exceptions/to-exception-line.ts';
import { readBankPicture } from './read-bank-picture.ts';
import { readOpenExceptions } from './read-open-exceptions.ts';
import type { StepLevel } from './read-steps-done.ts';
import { readStepsLate } from './read-steps-late.ts';
import { stepsDoneToday } from './steps-done-today.ts';
import { tellBank } from './tell-bank.ts';
import { tellConcerns } from './tell-concerns.ts';
import { tellExceptions } from './tell-exceptions.ts';
import { tellServiceLevel } from './tell-service-levels.ts';
import { tellTotals } from './tell-totals.ts';
import { totalsToday } from './totals-today.ts';

export type OverviewOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
  readonly connections: ConnectionsContext;
  readonly runbooks: Runbooks;
};

export function overviewService(options: OverviewOptions): ConsoleOverview {
  const readings = openReadings(options);
  return {
    prepare: async () => void (await Promise.all([readings.done(), readings.totals()])),
    async read(call) {
      const facts = await readFacts(options, readings, call);
      return { ...facts, ...tellConcerns(facts) };
    },
  };
}

type Readings = ReturnType<typeof openReadings>;

function openReadings({ pool, clock, catalogue }: OverviewOptions) {
  const levels: readonly StepLevel[] = leveled(catalogue).map(({ definition, level }) => ({
    process: definition.name,
    step: level.step,
    withinSeconds: level.withinSeconds,
  }));
  const done = stepsDoneToday(pool, levels, clock);
  const often = { clock, ageMsMax: 2_000, staleMsMax: STALE_MS_MAX };
  const seldom = { clock, ageMsMax: 10_000, staleMsMax: STALE_MS_MAX };
  return {
    exceptions: sharedReading(() => readOpenExceptions(pool), often),
    done: sharedReading(done, often),
    late: sharedReading(() => readStepsLate(pool, levels), seldom),
    bank: sharedReading(() => readBankPicture(pool, midnightOf(clock)), seldom),
    totals: sharedReading(totalsToday(pool, clock), seldom),
  };
}

async function readFacts(
  { clock, catalogue, connections, runbooks }: OverviewOptions,
  readings: Readings,
  { actor }: Call,
): Promise<Omit<Overview, 'sentence' | 'concerns'>> {
  const { permissions, legalEntities } = actor;
  const isOurs = (row: { readonly legal_entity: string }) => legalEntities.has(row.legal_entity);
  const may = permissions.has.bind(permissions);
  const [lines, exceptions, done, late, totals, bank] = await Promise.all([
    may('connections:read') ? readConnectionLines(connections) : undefined,
    may('exceptions:read') ? readings.exceptions() : undefined,
    may('transactions:read') ? readings.done() : undefined,
    may('transactions:read') ? readings.late() : undefined,
    may('reports:read') ? readings.totals() : undefined,
    may('bank:read') ? readings.bank() : undefined,
  ]);
  return {
    asOf: clock.now(),
    ...(lines && { connections: [...lines] }),
    ...(exceptions && {
      exceptions: tellExceptions(exceptions.filter(isOurs), (code) =>
        causeTitle(code, { runbooks }),
      ),
    }),
    ...(done &&
      late && {
        serviceLevels: leveled(catalogue).map(({ definition, level }) => {
          const isOfIt = (row: { readonly process: string }) => row.process === definition.name;
          return tellServiceLevel({
            ...{ definition, level },
            done: done.filter(isOurs).filter(isOfIt),
            late: late.filter(isOurs).filter(isOfIt),
          });
        }),
      }),
    ...(totals && {
      totals: tellTotals({
        ...totals,
        rows: totals.rows.filter(isOurs),
        titleOf: (process) => catalogue.latest(process).title,
      }),
    }),
    ...(bank && { bank: tellBank(bank, bankingDayOf(clock.now()), legalEntities) }),
  };
}

function leveled(catalogue: ProcessCatalogue) {
  const names = [...new Set(catalogue.all.map(({ name }) => name))].toSorted();
  return names.flatMap((name) => {
    const definition = catalogue.latest(name);
    const level = definition.about?.serviceLevel;
    return level ? [{ definition, level }] : [];
  });
}

function midnightOf(clock: Clock): Instant {
  return `${bankingDayOf(clock.now())}T00:00:00.000Z` as Instant;
}

/** Older sums than these are not shown: whoever comes after a quiet hour waits for new ones. */
const STALE_MS_MAX = 60_000;
