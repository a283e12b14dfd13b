import type { PlantedBug } from './planted-bug.ts';

/** The caller's key is not kept: its retry is a new request. */
export const forgetTheKey: PlantedBug = {
  name: 'forget the key',
  store: (store) => ({
    ...store,
    acceptTransactions: (starts) =>
      store.acceptTransactions(
        starts.map(({ transaction, progress }) => ({ transaction, progress })),
      ),
  }),
};
