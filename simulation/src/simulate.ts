/**
 * One run of the whole platform from one seed: machines that die, a store that drops connections,
 * systems that keep silent, callers that ask twice and people who decide. First with faults, then
 * without, until nothing is left to do; then the law is checked.
 */

import { play } from './play.ts';
import type { PlantedBug } from './planted-bugs/planted-bug.ts';
import { drawSetting, type Setting } from './setting.ts';
import { diceOf } from './world/dice.ts';
import { drawFaultPlan, faultsOf, type FaultPlan } from './world/faults.ts';
import { historyOf, type Violation } from './world/history.ts';
import { scheduler as newScheduler } from './world/scheduler.ts';

export type RunOptions = {
  readonly seed: number;
  readonly isTraced?: boolean;
  /** Instead of what the seed draws; shrinking takes faults and documents away. */
  readonly plan?: FaultPlan;
  readonly setting?: Partial<Setting>;
  readonly bug?: PlantedBug;
};

export type RunOutcome = {
  readonly seed: number;
  readonly plan: FaultPlan;
  readonly setting: Setting;
  readonly violations: readonly Violation[];
  readonly counts: ReadonlyMap<string, number>;
  readonly events: number;
  readonly virtualMs: number;
  readonly trace: readonly string[];
  readonly hash: string;
};

export async function simulate({
  seed,
  isTraced = false,
  ...wanted
}: RunOptions): Promise<RunOutcome> {
  const dice = diceOf(seed);
  const plan = wanted.plan ?? drawFaultPlan(dice);
  const setting = { ...drawSetting(dice), ...wanted.setting };
  const scheduler = newScheduler(dice.of('ties'));
  const history = historyOf(scheduler.nowMs, isTraced);
  const faults = faultsOf(plan, dice, history);
  history.note(() => `seed ${seed} ${JSON.stringify({ plan, setting })}`);
  await play({ ...{ dice, scheduler, history, faults, setting }, bug: wanted.bug });
  return {
    ...{ seed, plan, setting },
    violations: history.violations,
    counts: history.counts,
    events: scheduler.events,
    virtualMs: scheduler.nowMs(),
    trace: history.lines,
    hash: isTraced ? history.hash() : '',
  };
}
