import { present } from '@kontor/kernel';
import type { PlantedBug } from './planted-bug.ts';

/** A delivery is completed by its id alone, also by a worker whose lease was lost. */
export const completeById: PlantedBug = {
  name: 'complete by id without token',
  store: (store) => ({
    ...store,
    settle: async (settlements) => {
      const kept = await store.settle(settlements);
      settlements.forEach(({ head, result }, at) => {
        if (kept[at] || result.kind !== 'finished') return;
        const delivery = present(store.books.deliveries.get(head.deliveryId), 'it was leased once');
        delivery.status = result.status;
      });
      return kept;
    },
  }),
};
