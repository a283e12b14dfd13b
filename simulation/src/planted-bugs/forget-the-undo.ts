import type { PlantedBug } from './planted-bug.ts';

/** A refusal ends the transaction and leaves what was done. */
export const forgetTheUndo: PlantedBug = {
  name: 'forget the undo',
  process: (definition) => ({
    ...definition,
    steps: definition.steps.map((step) =>
      step.kind === 'deliver' ? { ...step, undo: { none: 'Somebody will see to it.' } } : step,
    ),
  }),
};
