/**
 * Calendars and people who decide who waits: freezes that were planned before anything began, and
 * processes that somebody pauses for a while or makes more urgent. Whatever they decide ends by
 * itself soon after the faults cease, and then everything must drain.
 */

import { PRIORITIES, type MemoryBooks, type ProcessControl } from '@kontor/engine';
import { instantFromMs } from '@kontor/kernel';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import { EPOCH_MS } from './host.ts';
import type { Scheduler } from './scheduler.ts';

export type OperatorsOptions = {
  readonly books: MemoryBooks;
  readonly connections: readonly string[];
  readonly processes: readonly string[];
  readonly faultsMs: number;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly history: History;
};

export function startOperators(options: OperatorsOptions): void {
  planFreezes(options);
  decideNowAndThen(options);
}

/** Known to every lease, so that nothing at all may be sent in them. */
function planFreezes({ books, connections, faultsMs, faults, dice, history }: OperatorsOptions) {
  for (const connection of connections) {
    for (let slotMs = 0; slotMs < faultsMs; slotMs += SLOT_MS) {
      if (!faults.strikes('freezeWindow', connection)) continue;
      const fromMs = Math.round(slotMs + dice.between('freeze', 0, SLOT_MS));
      const untilMs = fromMs + Math.round(dice.skewed('freeze', 1_000, SLOT_MS));
      const [from, until] = [at(fromMs), at(untilMs)];
      books.drain.windows.push({ connection, from, until });
      history.note(() => `${connection} is frozen from ${from} to ${until}`);
    }
  }
}

function decideNowAndThen(options: OperatorsOptions): void {
  const { scheduler, dice } = options;
  for (const process of options.processes) decideOn(options, process);
  scheduler.after(dice.between('operators', 10_000, 40_000), () => decideNowAndThen(options));
}

/** One rule per process and place: the last word counts. */
function decideOn({ books, connections, ...world }: OperatorsOptions, process: string): void {
  const { dice, faults, history, scheduler } = world;
  const [first = '', ...rest] = connections;
  const place = () =>
    dice.chance('operators', 0.5) ? { connection: dice.oneOf('operators', [first, ...rest]) } : {};
  if (faults.strikes('processPaused', process)) {
    const untilMs = scheduler.nowMs() + dice.skewed('operators', 2_000, PAUSE_MS_MAX);
    const until = at(Math.round(untilMs));
    decide(books.drain.processes, { process, ...place(), paused: { until } });
    history.note(() => `${process} is paused until ${until}`);
  }
  if (faults.strikes('priorityChanged', process)) {
    const [urgent, ...lower] = PRIORITIES;
    const priority = dice.oneOf('operators', [urgent, ...lower]);
    decide(books.drain.processes, { process, ...place(), priority });
    history.note(() => `${process} is ${priority}`);
  }
}

function decide(rules: ProcessControl[], word: ProcessControl): void {
  const known = rules.findIndex(
    ({ process, connection }) => process === word.process && connection === word.connection,
  );
  if (known < 0) rules.push(word);
  else rules[known] = { ...rules[known], ...word };
}

function at(ms: number) {
  return instantFromMs(EPOCH_MS + ms);
}

const SLOT_MS = 60_000;
const PAUSE_MS_MAX = 120_000;
