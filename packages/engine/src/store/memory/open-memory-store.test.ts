import { instantFromMs, type Clock } from '@kontor/kernel';
import { testEngineStore } from '../store-suite.ts';
import { openMemoryStore } from './open-memory-store.ts';

testEngineStore('memory', async () => {
  let nowMs = 1_770_000_000_000;
  const clock: Clock = { now: () => instantFromMs(nowMs), elapsedMs: () => nowMs };
  return {
    store: openMemoryStore(clock),
    clock,
    wait: async (ms) => {
      nowMs += ms;
    },
  };
});
