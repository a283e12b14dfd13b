/** The drain in sentences: its pace, its end, and each process of it. */

import type { ConnectionDrain, DrainOfProcess } from '@kontor/contracts';
import type { QueueView } from '@kontor/engine';
import { toEpochMs, type Instant } from '@kontor/kernel';
import { wordCount, wordDuration } from '../../wire/wording.ts';
import type { ConnectionForecast, ControlAt, ForecastFacts } from './forecast-connection.ts';

export function tellPace(view: QueueView | undefined): ConnectionDrain['pace'] {
  const perSecond = rounded(view?.finishedPerSecond ?? 0);
  const allowed = view?.budget.perSecond;
  const allowance = view?.allowance;
  return {
    perSecond,
    ...(allowed !== undefined && { allowedPerSecond: rounded(allowed) }),
    ...(allowance && { allowance: { ...allowance } }),
    sentence: view ? paceSentence(view, perSecond) : 'Another process works for it.',
  };
}

function paceSentence({ budget, allowance, restsForMs }: QueueView, perSecond: number): string {
  const calls = allowance
    ? ` ${wordCount(allowance.used)} of ${wordCount(allowance.max)} calls of the day are used.`
    : '';
  if (restsForMs !== undefined) {
    return `It asked for silence: it is called again in ${wordDuration(restsForMs / 1_000)}.${calls}`;
  }
  if (budget.perSecond === undefined || budget.by === undefined) {
    return `${perSecond} per second; as fast as its lanes at once allow.${calls}`;
  }
  const allowed = rounded(budget.perSecond);
  return `${perSecond} per second of ${allowed} allowed ${BY[budget.by]}.${calls}`;
}

const BY = {
  settings: 'by its settings',
  learned: 'since it refused calls as too many',
  allowance: 'to leave the last of the day’s calls to others',
} as const;

export function tellForecast(
  { line, work, now }: ForecastFacts,
  { forecast, unknown, perSecond }: ConnectionForecast,
): ConnectionDrain['forecast'] {
  const waiting = work.reduce((sum, { free }) => sum + free, 0);
  const held = work.reduce((sum, row) => sum + row.held, 0);
  const besides =
    held === 0 ? '' : ` ${wordCount(held)} more wait in held lanes and are not counted.`;
  const points = (forecast?.points ?? [{ at: now, waiting }]).slice(0, POINTS_MAX);
  const told = (sentence: string) => ({ sentence: `${sentence}${besides}`, points: [...points] });
  const all = waiting === 1 ? 'The one that waits' : `All ${wordCount(waiting)}`;
  if (waiting === 0) return told('Nothing waits that may be sent.');
  const lastsFor = perSecond === undefined ? undefined : wordDuration(waiting / perSecond);
  switch (unknown) {
    case 'paused':
      return told(`Nobody can say: it is paused until somebody resumes it.`);
    case 'down':
      return told(
        lastsFor === undefined
          ? `Nobody can say: ${line.title} does not answer.`
          : `Nobody can say: ${line.title} does not answer. Once it is back, about ${lastsFor}.`,
      );
    case 'pace':
      return told('Nobody can say: it has delivered nothing in the last hour.');
    case 'allowance':
      return told('Nobody can say: more waits than calls are left of the day.');
    case undefined:
  }
  const end = forecast?.finishesAt;
  if (end === undefined) {
    return told('Nobody can say: some of it waits until somebody resumes its process.');
  }
  return { ...told(`${all} will be gone in about ${lasts(now, end)}.`), finishesAt: end };
}

export function tellProcess(
  { now }: ForecastFacts,
  { forecast, unknown }: ConnectionForecast,
  { process, waiting, control }: { process: string; waiting: number; control: ControlAt },
): Pick<DrainOfProcess, 'finishesAt' | 'sentence'> {
  const { paused } = control;
  if (paused && paused.until === undefined) return { sentence: 'Waits until it is resumed.' };
  if (waiting === 0) return { sentence: paused ? 'Paused for now.' : 'Nothing waits.' };
  const end = unknown === undefined ? forecast?.finishes.get(process) : undefined;
  if (end === undefined) return { sentence: 'Nobody can say when it will be gone.' };
  return { finishesAt: end, sentence: `Gone in about ${lasts(now, end)}.` };
}

function lasts(from: Instant, until: Instant): string {
  return wordDuration((toEpochMs(until) - toEpochMs(from)) / 1_000);
}

/** Tenths, and below one two digits that say something. */
function rounded(value: number): number {
  return value >= 1 ? Math.round(value * 10) / 10 : Math.round(value * 1_000) / 1_000;
}

// Limit of the contract.
const POINTS_MAX = 200;
