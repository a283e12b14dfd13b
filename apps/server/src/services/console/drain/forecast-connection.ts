/** When what waits for a connection will be gone, and each process of it, where that is known. */

import type { ConnectionLine, ProcessControl } from '@kontor/contracts';
import {
  forecastDrain,
  type DrainForecast,
  type Priority,
  type QueueView,
  type WaitingWork,
} from '@kontor/engine';
import { plusMs, type Instant } from '@kontor/kernel';
import type { WindowRow } from './read-windows.ts';
import type { WorkRow } from './read-work.ts';

export type ForecastFacts = {
  readonly now: Instant;
  readonly line: ConnectionLine;
  readonly view: QueueView | undefined;
  /** Its pace when it was busiest lately. */
  readonly usualPerSecond: number | undefined;
  readonly work: readonly WorkRow[];
  readonly windows: readonly WindowRow[];
  readonly controls: readonly ProcessControl[];
};

export type ConnectionForecast = {
  readonly forecast?: DrainForecast;
  /** Why there is none, or none that can be told. */
  readonly unknown?: 'paused' | 'down' | 'pace' | 'allowance';
  readonly perSecond?: number;
};

export function forecastConnection(facts: ForecastFacts): ConnectionForecast {
  const { line, view, now } = facts;
  const perSecond = expectedPerSecond(facts);
  if (line.paused && line.paused.until === undefined) return { unknown: 'paused' };
  if (line.health === 'down') return { unknown: 'down', ...(perSecond && { perSecond }) };
  if (perSecond === undefined) return { unknown: 'pace' };
  const waiting = facts.work.reduce((sum, { free }) => sum + free, 0);
  const left = view?.allowance && view.allowance.max - view.allowance.used;
  const windows = [
    ...facts.windows,
    ...(line.paused?.until === undefined
      ? []
      : [{ from: now, until: line.paused.until as Instant }]),
    ...(view?.restsForMs === undefined ? [] : [{ from: now, until: plusMs(now, view.restsForMs) }]),
  ];
  const work = facts.work.map((row) => toWaitingWork(row, facts.controls));
  return {
    perSecond,
    forecast: forecastDrain({ now, perSecond, windows, work }),
    ...(left !== undefined && left < waiting && { unknown: 'allowance' as const }),
  };
}

/** What it does now; when it stands, what it does usually; never more than it may. */
function expectedPerSecond({ line, view, usualPerSecond }: ForecastFacts): number | undefined {
  const current = view?.finishedPerSecond ?? 0;
  const allowed = view?.budget.perSecond;
  const seen = current > 0 && line.health !== 'paused' ? current : usualPerSecond;
  const pace = seen !== undefined && seen > 0 ? seen : allowed;
  if (pace === undefined) return undefined;
  return allowed === undefined ? pace : Math.min(pace, allowed);
}

function toWaitingWork(
  { process, connection, free }: WorkRow,
  controls: readonly ProcessControl[],
): WaitingWork {
  const { priority, paused } = controlAt(controls, { process, connection });
  return {
    ...{ process, priority, waiting: free },
    ...(paused && {
      paused: paused.until === undefined ? {} : { until: paused.until as Instant },
    }),
  };
}

export type ControlAt = {
  readonly priority: Priority;
  readonly priorityIs: 'usual' | 'everywhere' | 'here';
  readonly paused?: NonNullable<ProcessControl['paused']>;
  readonly pausedIs?: 'here' | 'everywhere';
  readonly version: number;
};

/** What counts at a connection: its own word before that of everywhere, either of two pauses. */
export function controlAt(
  controls: readonly ProcessControl[],
  { process, connection }: { readonly process: string; readonly connection: string },
): ControlAt {
  const own = controls.filter((control) => control.process === process);
  const here = own.find((control) => control.connection === connection);
  const everywhere = own.find((control) => control.connection === undefined);
  const general = everywhere?.priority ?? 'normal';
  const paused = laterOf(here?.paused, everywhere?.paused);
  return {
    priority: here?.priority ?? general,
    priorityIs: here?.priority ? 'here' : general === 'normal' ? 'usual' : 'everywhere',
    version: here?.version ?? 1,
    ...(paused && { paused, pausedIs: paused === here?.paused ? 'here' : 'everywhere' }),
  };
}

type Paused = ProcessControl['paused'];

function laterOf(left: Paused, right: Paused): Paused {
  if (!left || !right) return left ?? right;
  if (left.until === undefined) return left;
  return right.until === undefined || right.until > left.until ? right : left;
}
