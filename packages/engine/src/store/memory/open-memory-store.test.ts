import { instantFromMs, type Clock } from '@kontor/kernel';
import { testEngineStore } from '../store-suite.ts';
import { openMemoryStore } from './open-memory-store.ts';

testEngineStore('memory', async () => {
  let nowMs = 1_770_000_000_000;
  const clock: Clock = { now: () => instantFromMs(nowMs), elapsedMs: () => nowMs };
  const store = openMemoryStore(clock);
  return {
    store,
    clock,
    decide: async (control) => void Object.assign(store.books.drain, control),
    wait: async (ms) => {
      nowMs += ms;
    },
  };
});
