import type { AcceptOutcome } from '@kontor/engine';
import type { PlantedBug } from './planted-bug.ts';

/** The caller is answered while the commit is still under way. */
export const acknowledgeBeforeCommit: PlantedBug = {
  name: 'acknowledge before commit',
  client: (store) => ({
    ...store,
    acceptTransactions: async (starts) => {
      store.acceptTransactions(starts).catch(() => {});
      return starts.map((): AcceptOutcome => ({ kind: 'accepted' }));
    },
  }),
};
