import type { PlantedBug } from './planted-bug.ts';

/** A worker that holds a lane does not hear that a window begins. */
export const sendIntoAFreeze: PlantedBug = {
  name: 'send into a freeze',
  client: (store) => ({
    ...store,
    leaseLanes: async (request) => {
      const lanes = await store.leaseLanes(request);
      return lanes.map(({ standsInMs: _standsInMs, ...lane }) => lane);
    },
  }),
};
