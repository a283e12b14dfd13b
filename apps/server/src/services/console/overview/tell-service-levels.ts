/** How each promise of a process stands today, for some legal entities. */

import type { OverviewServiceLevel } from '@kontor/contracts';
import type { ProcessDefinition, ServiceLevel } from '@kontor/process';
import { wordCount, wordDuration } from '../../wire/wording.ts';
import { msOfBucket, type StepsDoneRow } from './read-steps-done.ts';
import type { StepsLateRow } from './read-steps-late.ts';

export type LevelFacts = {
  readonly definition: ProcessDefinition;
  readonly level: ServiceLevel;
  /** Of this process and the caller's legal entities. */
  readonly done: readonly StepsDoneRow[];
  readonly late: readonly StepsLateRow[];
};

export function tellServiceLevel({
  definition,
  level,
  done,
  late,
}: LevelFacts): OverviewServiceLevel {
  const count = done.reduce((sum, row) => sum + row.count, 0);
  const inTime = done.reduce((sum, row) => sum + row.in_time, 0);
  const tooLate = count - inTime;
  const lateNow = late.reduce((sum, row) => sum + row.count, 0);
  const all = count + lateNow;
  const isMet = inTime * 100 >= level.sharePercent * all;
  const { name, title } = definition;
  const opens = { place: 'transactions', search: { process: name, late: 'true' } } as const;
  return {
    process: name,
    title,
    promise: `${level.sharePercent} of 100 within ${wordDuration(level.withinSeconds)}`,
    sentence: sentenceOf({ all, inTime, tooLate, lateNow }),
    inTime,
    tooLate,
    lateNow: { count: lateNow, opens },
    targetPercent: level.sharePercent,
    isMet,
    ...(all > 0 && { sharePercent: percentOf(inTime, all) }),
    ...(count > 0 && { medianMs: quantile(done, count, 0.5), p95Ms: quantile(done, count, 0.95) }),
  };
}

type Tally = {
  readonly all: number;
  readonly inTime: number;
  readonly tooLate: number;
  readonly lateNow: number;
};

function sentenceOf({ all, inTime, tooLate, lateNow }: Tally): string {
  if (all === 0) return 'Nothing today.';
  const late = [
    ...(tooLate > 0 ? [`${wordCount(tooLate)} came too late`] : []),
    ...(lateNow > 0 ? [`${wordCount(lateNow)} ${lateNow === 1 ? 'is' : 'are'} late now`] : []),
  ];
  const most = `${wordCount(inTime)} of ${wordCount(all)} in time`;
  return `${[most, ...late].join('; ')}.`;
}

/** To one digit and rounded down: 99.96 is not 100. */
function percentOf(part: number, whole: number): string {
  const thousandths = Math.floor((part * 1_000) / whole);
  const rest = thousandths % 10;
  return rest === 0 ? String(thousandths / 10) : `${Math.floor(thousandths / 10)}.${rest}`;
}

function quantile(rows: readonly StepsDoneRow[], count: number, share: number): number {
  let seen = 0;
  const sorted = rows.toSorted((left, right) => left.bucket - right.bucket);
  for (const row of sorted) {
    seen += row.count;
    if (seen >= share * count) return msOfBucket(row.bucket);
  }
  return 0;
}
