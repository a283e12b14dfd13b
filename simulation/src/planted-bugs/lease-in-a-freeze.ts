import type { PlantedBug } from './planted-bug.ts';

/** The lease does not look at the calendar. */
export const leaseInAFreeze: PlantedBug = {
  name: 'lease in a freeze',
  store: (store) => ({
    ...store,
    leaseLanes: async (request) => {
      const planned = store.books.drain.windows.splice(0);
      const leased = await store.leaseLanes(request);
      store.books.drain.windows.push(...planned);
      return leased;
    },
  }),
};
