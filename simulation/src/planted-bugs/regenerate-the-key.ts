import type { EffectRequest } from '../documents/processes.ts';
import type { PlantedBug } from './planted-bug.ts';
import { withSubmit } from './with-submit.ts';

/** Each attempt has a reference of its own, so no system can recognise or find it. */
export const regenerateTheKey: PlantedBug = {
  name: 'regenerate the key',
  effects: (effects, dice) =>
    withSubmit(effects, (submit, input) => {
      const request = input as EffectRequest;
      const suffix = dice.whole('plantedKey', 1, 1_000_000);
      return submit({ ...request, reference: `${request.reference}-${suffix}` });
    }),
};
