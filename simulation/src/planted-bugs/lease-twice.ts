import type { PlantedBug } from './planted-bug.ts';

/** The lease does not hide its lane from the next one. */
export const leaseTwice: PlantedBug = {
  name: 'lease twice',
  store: (store) => ({
    ...store,
    leaseLanes: (request) => store.leaseLanes({ ...request, leaseMs: 0 }),
  }),
};
