/**
 * Who goes first, how fast, when not and until when. What everybody sees alike is counted once for
 * all who look; held lanes are those of the caller's legal entities.
 */

import type { ConnectionDrain, ConnectionLine, DrainOfProcess } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import type { ConsoleDrain } from '../../../gateway/drain-services.ts';
import { readCalendar } from '../../drain/read-calendar.ts';
import { readControls } from '../../drain/read-controls.ts';
import { sharedReading } from '../../operations/shared-reading.ts';
import { legalEntitiesOf } from '../../wire/legal-entities-of.ts';
import type { ConnectionsContext } from '../connections/connections-service.ts';
import { readConnectionLines } from '../connections/read-connection-lines.ts';
import { readConsoleLanes } from '../connections/read-console-lanes.ts';
import {
  controlAt,
  forecastConnection,
  type ConnectionForecast,
  type ForecastFacts,
} from './forecast-connection.ts';
import { listHolds } from './list-holds.ts';
import { readWindows } from './read-windows.ts';
import { readWork } from './read-work.ts';
import { tellForecast, tellPace, tellProcess } from './tell-drain.ts';

export type DrainReading = {
  /** The forecast of each connection, or of the one of that name. */
  readonly all: (name?: string) => Promise<readonly ForecastOfConnection[]>;
};

export type ForecastOfConnection = {
  readonly line: ConnectionLine;
  readonly facts: ForecastFacts;
  readonly forecast: ConnectionForecast;
  readonly processes: DrainOfProcess[];
};

export function drainReading(
  context: ConnectionsContext,
  catalogue: ProcessCatalogue,
): DrainReading {
  const { pool, clock } = context;
  const work = sharedReading(() => readWork(pool), { clock, ageMsMax: WORK_AGE_MS_MAX });
  return {
    async all(name) {
      const [lines, works, windows, controls, paces] = await Promise.all([
        readConnectionLines(context, name),
        work(),
        readWindows(pool),
        readControls(pool, catalogue),
        context.paces(),
      ]);
      const now = clock.now();
      return lines.map((line) => {
        const isOfIt = ({ connection }: { readonly connection: string }) =>
          connection === line.name;
        const facts: ForecastFacts = {
          ...{ now, line, controls, view: context.inspect(line.name) },
          usualPerSecond: paces.get(line.name),
          work: works.filter(isOfIt),
          windows: windows.filter(isOfIt),
        };
        const forecast = forecastConnection(facts);
        return { line, facts, forecast, processes: processesOf(facts, forecast, catalogue) };
      });
    },
  };
}

export function consoleDrainService(
  context: ConnectionsContext,
  reading: DrainReading,
): ConsoleDrain {
  const { pool, clock } = context;
  return {
    async find(call, name) {
      const legalEntities = legalEntitiesOf(call);
      const [[drain], calendar, lanes] = await Promise.all([
        reading.all(name),
        readCalendar(pool, name),
        readConsoleLanes(pool, { connection: name, legalEntities, order: 'held' }),
      ]);
      if (!drain || !calendar) return { kind: 'absent' };
      const { line, facts, forecast, processes } = drain;
      const value: ConnectionDrain = {
        asOf: clock.now(),
        connection: line,
        pace: tellPace(facts.view),
        forecast: tellForecast(facts, forecast),
        processes,
        holds: listHolds({ ...facts, processes, lanes, calendar }),
        calendar,
      };
      return { kind: 'found', value };
    },
  };
}

/** Those of the catalogue, and whatever else waits; the most urgent first, then what waits most. */
function processesOf(
  facts: ForecastFacts,
  forecast: ConnectionForecast,
  catalogue: ProcessCatalogue,
): DrainOfProcess[] {
  const known = new Map(catalogue.all.map(({ name, title }) => [name, title]));
  const names = new Set([...known.keys(), ...facts.work.map(({ process }) => process)]);
  const rows = [...names].map((process): DrainOfProcess => {
    const row = facts.work.find((each) => each.process === process);
    const waiting = (row?.free ?? 0) + (row?.held ?? 0);
    const control = controlAt(facts.controls, { process, connection: facts.line.name });
    const { priority, priorityIs, paused, pausedIs, version } = control;
    return {
      ...{ process, title: known.get(process) ?? process, waiting },
      ...{ priority, priorityIs, version },
      ...(paused && { paused }),
      ...(pausedIs && { pausedIs }),
      ...tellProcess(facts, forecast, { process, waiting, control }),
    };
  });
  const rank = ({ priority }: DrainOfProcess) => CLASSES.indexOf(priority);
  return rows.sort(
    (left, right) =>
      rank(left) - rank(right) ||
      right.waiting - left.waiting ||
      left.title.localeCompare(right.title),
  );
}

const CLASSES: readonly DrainOfProcess['priority'][] = ['urgent', 'normal', 'bulk'];
/** Counting half a million waiting lanes takes a tenth of a second: everybody shares one count. */
const WORK_AGE_MS_MAX = 1_000;
