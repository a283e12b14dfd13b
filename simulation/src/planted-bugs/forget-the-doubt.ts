import type { PlantedBug } from './planted-bug.ts';

/** Giving a lane back forgets what was in doubt in it: a mistake that was once made here. */
export const forgetTheDoubt: PlantedBug = {
  name: 'forget the doubt',
  store: (store) => ({
    ...store,
    settle: (settlements) =>
      store.settle(
        settlements.map((settlement) => {
          const { result, lease } = settlement;
          const calm = result.kind === 'again' ? { ...result, isInDoubt: false } : result;
          return { ...settlement, result: calm, lease: { ...lease, sentBefore: 0n } };
        }),
      ),
  }),
};
