import type { Stage } from './stage.ts';

/**
 * One sentence about connectors that holds or not. Data, so that the suite itself can be tested.
 */
export type Check = {
  readonly title: string;
  readonly skip?: string;
  readonly run: (stage: Stage) => Promise<void>;
};
