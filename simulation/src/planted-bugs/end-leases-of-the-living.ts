import type { PlantedBug } from './planted-bug.ts';

/** Any neighbour is taken for the one that died, also one that only stands still. */
export const endLeasesOfTheLiving: PlantedBug = {
  name: 'end leases of the living',
  store: (store) => ({
    ...store,
    endLeases: async (_dead, inMs) => {
      const holders = [...store.books.lanes.values()].flatMap(({ holder }) => holder?.name ?? []);
      for (const holder of new Set(holders)) await store.endLeases(holder, inMs);
      return holders.length;
    },
  }),
};
