import type { PlantedBug } from './planted-bug.ts';

/** What a person decides is done, and written nowhere. */
export const skipTheAudit: PlantedBug = {
  name: 'skip the audit',
  store: (store) => ({
    ...store,
    changeTransaction: (change) =>
      store.changeTransaction({ ...change, progress: { ...change.progress, audit: [] } }),
  }),
};
