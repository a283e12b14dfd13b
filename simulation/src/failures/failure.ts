import type { Setting } from '../setting.ts';
import type { FaultPlan } from '../world/faults.ts';

/** A run that once broke a law, as small as it could be made. It is played again by every build. */
export type KeptFailure = {
  readonly seed: number;
  readonly checker: string;
  readonly detail: string;
  /** What was wrong and how it was mended, in a sentence, once somebody knows. */
  readonly cause?: string;
  readonly plan: FaultPlan;
  readonly setting: Setting;
  readonly trace: readonly string[];
};
