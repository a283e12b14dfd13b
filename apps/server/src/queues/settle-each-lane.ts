/**
 * Settle a batch together, and lane by lane when that fails: one lane that cannot be settled must
 * not keep the others from it. Its lease ends, and whoever takes it next asks the system what
 * happened.
 */

import type { EngineStore, Settlement } from '@kontor/engine';

export async function settleEachLane(
  store: Pick<EngineStore, 'settle'>,
  batch: readonly Settlement[],
  onTrouble: (error: unknown) => void,
): Promise<readonly boolean[]> {
  try {
    return await store.settle(batch);
  } catch (error) {
    onTrouble(error);
  }
  const settled = new Map<Settlement, boolean>();
  for (const lane of Map.groupBy(batch, ({ lease }) => lease.laneId).values()) {
    const outcomes = await settleLane(store, lane, onTrouble);
    lane.forEach((settlement, index) => settled.set(settlement, outcomes[index] ?? false));
  }
  return batch.map((settlement) => settled.get(settlement) ?? false);
}

async function settleLane(
  store: Pick<EngineStore, 'settle'>,
  lane: readonly Settlement[],
  onTrouble: (error: unknown) => void,
): Promise<readonly boolean[]> {
  try {
    return await store.settle(lane);
  } catch (error) {
    onTrouble(error);
    return [];
  }
}
