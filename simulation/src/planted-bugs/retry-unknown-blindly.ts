import type { PlantedBug } from './planted-bug.ts';
import { withSubmit } from './with-submit.ts';

/** Silence is taken for failure: what timed out is sent again without asking. */
export const retryUnknownBlindly: PlantedBug = {
  name: 'retry an unknown blindly',
  effects: (effects) =>
    withSubmit(effects, async (submit, input) => {
      const { outcome, exchanges } = await submit(input);
      if (outcome.kind !== 'unknown') return { outcome, exchanges };
      const { detail } = outcome;
      return { outcome: { kind: 'retryable', cause: 'unreachable', detail }, exchanges };
    }),
};
