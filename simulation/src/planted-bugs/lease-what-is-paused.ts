import type { PlantedBug } from './planted-bug.ts';

/** The lease does not look whether the process of the head is paused. */
export const leaseWhatIsPaused: PlantedBug = {
  name: 'lease what is paused',
  store: (store) => ({
    ...store,
    leaseLanes: async (request) => {
      const rules = store.books.drain.processes.splice(0);
      const leased = await store.leaseLanes(request);
      store.books.drain.processes.push(...rules);
      return leased;
    },
  }),
};
