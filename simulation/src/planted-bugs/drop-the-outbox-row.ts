import type { PlantedBug } from './planted-bug.ts';

/** The change is written, its event is not. */
export const dropTheOutboxRow: PlantedBug = {
  name: 'drop the outbox row',
  store: (store) => ({
    ...store,
    settle: (settlements) =>
      store.settle(
        settlements.map((settlement) => {
          const { result } = settlement;
          if (result.kind !== 'finished' || !result.progress) return settlement;
          return {
            ...settlement,
            result: { ...result, progress: { ...result.progress, events: [] } },
          };
        }),
      ),
  }),
};
