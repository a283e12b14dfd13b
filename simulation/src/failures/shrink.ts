/**
 * The smallest run that still breaks the same law: faults are switched off and documents and
 * machines taken away one after another, as long as it still fails.
 */

import { simulate, type RunOptions, type RunOutcome } from '../simulate.ts';
import type { FaultPlan } from '../world/faults.ts';
import { FAULTS } from '../world/faults.ts';
import type { Setting } from '../setting.ts';

export async function shrink(
  seed: number,
  checker: string,
  wanted: Pick<RunOptions, 'bug'> = {},
): Promise<RunOutcome> {
  let smallest = await simulate({ seed, ...wanted });

  async function stillFails(change: { plan?: FaultPlan; setting?: Partial<Setting> }) {
    const { plan, setting } = smallest;
    const smaller = { plan: change.plan ?? plan, setting: { ...setting, ...change.setting } };
    const outcome = await simulate({ seed, ...wanted, ...smaller });
    const isSame = outcome.violations[0]?.checker === checker;
    if (isSame) smallest = outcome;
    return isSame;
  }

  for (const fault of FAULTS) {
    const { [fault]: isOn, ...rest } = smallest.plan;
    if (isOn !== undefined) await stillFails({ plan: rest });
  }
  await stillFails({ setting: { takesBack: 0 } });
  await stillFails({ setting: { sentTwice: 0 } });
  while (smallest.setting.machines > 1) {
    if (!(await stillFails({ setting: { machines: smallest.setting.machines - 1 } }))) break;
  }
  while (smallest.setting.documents > 1) {
    if (!(await stillFails({ setting: { documents: smallest.setting.documents - 1 } }))) break;
  }
  const { plan, setting } = smallest;
  return simulate({ seed, ...wanted, plan, setting, isTraced: true });
}
