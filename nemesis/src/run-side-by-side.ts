/**
 * Some checks at a time, each on its own stage; outcomes in the order of the list. What breaks
 * beside others is tried once more alone, and what it said the first time stays in the log: a check
 * that breaks once in a while has found something, if only a threshold that a busy machine misses.
 */

import { join } from 'node:path';
import type { Check } from './check.ts';
import { runCheck, type Outcome, type RunOptions } from './run-check.ts';

export type SideBySideOptions = RunOptions & {
  readonly atOnce: number;
  readonly onOutcome: (outcome: Outcome) => void;
};

export async function runSideBySide(
  checks: readonly Check[],
  options: SideBySideOptions,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<Check, Outcome>();
  const waiting = [...checks];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const outcome = await runCheck(check, options);
      outcomes.set(check, outcome);
      options.onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  const broken = checks.filter((check) => outcomes.get(check)?.state === 'broken');
  if (options.atOnce > 1 && broken.length > 0) {
    options.say(`Alone, once more: ${broken.map(({ name }) => name).join(', ')}`);
    const alone = { ...options, atOnce: 1, home: join(options.home, 'alone') };
    const again = await runSideBySide(broken, alone);
    broken.forEach((check, index) => outcomes.set(check, again[index] as Outcome));
  }
  return checks.flatMap((check) => outcomes.get(check) ?? []);
}
