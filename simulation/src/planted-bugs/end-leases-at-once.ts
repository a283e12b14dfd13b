import type { PlantedBug } from './planted-bug.ts';

/** What the dead sent last is looked up while its system may still work on it. */
export const endLeasesAtOnce: PlantedBug = {
  name: 'end leases at once',
  client: (store) => ({
    ...store,
    endLeases: (holder) => store.endLeases(holder, 0),
  }),
};
