import type { PlantedBug } from './planted-bug.ts';

/** A look-up that finds nothing is believed before the system had time to see what it was sent. */
export const believeAnEarlyNo: PlantedBug = {
  name: 'believe an early no',
  effects: (effects) => (operation) => {
    const effect = effects(operation);
    return effect?.idempotency === 'look-up' ? { ...effect, visibleAfterMs: 0 } : effect;
  },
};
