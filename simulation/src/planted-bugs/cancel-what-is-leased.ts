import { present } from '@kontor/kernel';
import type { PlantedBug } from './planted-bug.ts';

/** Cancelling does not look what a lease has handed out. */
export const cancelWhatIsLeased: PlantedBug = {
  name: 'cancel what is leased',
  store: (store) => ({
    ...store,
    cancelTransaction: async (cancellation) => {
      const { deliveryId } = cancellation.delivery ?? {};
      const delivery = deliveryId && store.books.deliveries.get(deliveryId);
      if (!delivery) return store.cancelTransaction(cancellation);
      const lane = present(store.books.lanes.get(delivery.laneId), 'a delivery has a lane');
      const { sent } = lane;
      lane.sent = lane.head - 1n;
      const outcome = await store.cancelTransaction(cancellation);
      lane.sent = sent < lane.tail ? sent : lane.tail;
      return outcome;
    },
  }),
};
