import type { PlantedBug } from './planted-bug.ts';

/** The lease does not look whether the lane is held for a person. */
export const leaseWhatIsHeld: PlantedBug = {
  name: 'lease what is held',
  store: (store) => ({
    ...store,
    leaseLanes: async (request) => {
      const held = [...store.books.lanes.values()].filter(({ heldReason }) => heldReason);
      const reasons = held.map(({ heldReason }) => heldReason);
      for (const lane of held) lane.heldReason = undefined;
      const leased = await store.leaseLanes(request);
      held.forEach((lane, at) => (lane.heldReason = reasons[at]));
      return leased;
    },
  }),
};
