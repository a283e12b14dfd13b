import { present } from '@kontor/kernel';
import type { PlantedBug } from './planted-bug.ts';

/** The token is not compared: whoever settles is taken for the holder. */
export const skipTheFence: PlantedBug = {
  name: 'skip the fence',
  store: (store) => ({
    ...store,
    settle: (settlements) =>
      store.settle(
        settlements.map((settlement) => {
          const { laneId } = settlement.lease;
          const { token } = present(store.books.lanes.get(laneId), 'it was leased once');
          return { ...settlement, lease: { ...settlement.lease, token } };
        }),
      ),
  }),
};
