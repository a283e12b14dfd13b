/**
 * What a check is: one fault that really happens, what is counted afterwards, and what must hold.
 */

import type { Random } from '@kontor/kernel';
import type { Stage, StageOptions } from './harness/stage.ts';

export type Check = {
  /** In words: `kill-workers`. */
  readonly name: string;
  /** Of the catalogue of acceptance: `C1`. */
  readonly number: string;
  readonly threshold: string;
  run(nemesis: Nemesis): Promise<Finding>;
};

/** What a check is given to work with. */
export type Nemesis = {
  readonly size: 'full' | 'reduced';
  /** Picks the full figure or the reduced one. */
  readonly pick: (full: number, reduced: number) => number;
  /**
   * Checks of a reduced run share the machine, so times may be so many times longer; at full size
   * each has it alone, and the thresholds are meant as they stand.
   */
  readonly patience: number;
  readonly random: Random;
  /** For files of its own. */
  readonly home: string;
  openStage(options: Omit<StageOptions, 'home'>): Promise<Stage>;
  /** Tells whoever watches what is being done. */
  readonly say: (sentence: string) => void;
};

export type Finding = {
  readonly done: string;
  readonly counted: string;
  /** Empty when the threshold held. */
  readonly broken: readonly string[];
  /** What the threshold asks for and the product does not have: it is told, and counts as open. */
  readonly missing?: string;
  /** Why it could not be tried here; it says nothing then. */
  readonly skipped?: string;
};
