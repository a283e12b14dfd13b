/** Some checks at a time, each on its own stage; outcomes in the order of the list. */

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
  return checks.flatMap((check) => outcomes.get(check) ?? []);
}
