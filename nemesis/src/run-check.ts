/** Runs one check on stages of its own and takes them down, whatever came of it. */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom, systemClock } from '@kontor/kernel';
import type { Check, Finding, Nemesis } from './check.ts';
import { openStage, type Stage } from './harness/stage.ts';

export type Outcome = Finding & {
  readonly check: Pick<Check, 'name' | 'number' | 'threshold'>;
  readonly size: Nemesis['size'];
  readonly state: 'held' | 'broken' | 'open' | 'skipped';
  readonly seconds: number;
};

export type RunOptions = {
  readonly size: Nemesis['size'];
  readonly home: string;
  readonly seed: number;
  /** Leaves databases, books and logs behind. */
  readonly keeps: boolean;
  readonly say: (sentence: string) => void;
};

export async function runCheck(check: Check, options: RunOptions): Promise<Outcome> {
  const { size, seed, keeps } = options;
  const startedMs = systemClock.elapsedMs();
  const stages: Stage[] = [];
  const home = join(options.home, check.name);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const nemesis: Nemesis = {
    size,
    home,
    pick: (full, reduced) => (size === 'full' ? full : reduced),
    patience: size === 'full' ? 1 : PATIENCE,
    random: seededRandom(seed),
    say: (sentence) => options.say(`${check.name}: ${sentence}`),
    async openStage(wanted) {
      const stage = await openStage({ ...wanted, home: join(home, `stage-${stages.length + 1}`) });
      stages.push(stage);
      return stage;
    },
  };
  const finding = await check.run(nemesis).catch(asBroken);
  await Promise.all(stages.map((stage) => stage.close()));
  if (!keeps && finding.broken.length === 0) rmSync(home, { recursive: true, force: true });
  const state = stateOf(finding);
  const seconds = Math.round((systemClock.elapsedMs() - startedMs) / 1_000);
  return { ...finding, check, size, state, seconds };
}

function stateOf({ broken, skipped, missing }: Finding): Outcome['state'] {
  if (broken.length > 0) return 'broken';
  if (skipped !== undefined) return 'skipped';
  return missing === undefined ? 'held' : 'open';
}

function asBroken(error: unknown): Finding {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { done: 'it could not be finished', counted: '–', broken: [text] };
}

/** What a machine that several checks share needs at most, seen on two cores with other work. */
const PATIENCE = 5;
