/** Legal holds, months and deletions, answered with the examples of their contracts. */

import { getLegalHold, getRecordDeletion, getRecordMonth } from '@kontor/contracts';
import type { Services } from '../services.ts';
import { exampleOf, foundOrAbsent } from './example-of.ts';
import type { keyStore } from './key-store.ts';

export function memoryRecords(keys: ReturnType<typeof keyStore>): Services['records'] {
  const hold = exampleOf(getLegalHold);
  const deletion = exampleOf(getRecordDeletion);
  return {
    placeHold: (call) => keys.once(call, async () => ({ kind: 'accepted', result: hold })),
    listHolds: async () => ({ items: [hold] }),
    findHold: async () => foundOrAbsent(hold),
    askRelease: async () => foundOrAbsent(hold),
    decideRelease: async () => foundOrAbsent(hold),
    readMonth: async () => exampleOf(getRecordMonth),
    askDeletion: (call) => keys.once(call, async () => ({ kind: 'accepted', result: deletion })),
    listDeletions: async () => ({ items: [deletion] }),
    findDeletion: async () => foundOrAbsent(deletion),
    decideDeletion: async () => foundOrAbsent(deletion),
  };
}
