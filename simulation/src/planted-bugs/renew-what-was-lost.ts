import type { PlantedBug } from './planted-bug.ts';

/** A worker whose lease was lost is told that it was renewed, and goes on sending. */
export const renewWhatWasLost: PlantedBug = {
  name: 'renew what was lost',
  client: (store) => ({
    ...store,
    renewLease: async (lease, leaseMs) => {
      await store.renewLease(lease, leaseMs);
      return true;
    },
  }),
};
