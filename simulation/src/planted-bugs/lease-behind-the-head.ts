import type { PlantedBug } from './planted-bug.ts';

/** The lease hands out what is ready, whether or not it is the head. */
export const leaseBehindTheHead: PlantedBug = {
  name: 'lease behind the head',
  store: (store) => ({
    ...store,
    leaseLanes: async (request) => {
      const leased = await store.leaseLanes(request);
      return leased.map((lane) => ({ ...lane, heads: lane.heads.toReversed() }));
    },
  }),
};
