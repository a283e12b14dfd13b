import type { Evidence } from './evidence.ts';

/** When faults stop, everything comes to its end. */
export function checkDrained({ books, callers, history, hasDrained }: Evidence): void {
  if (hasDrained) return;
  const unanswered = callers.filter((caller) => !caller.answer()).map(({ key }) => key);
  const unfinished = [...books.transactions.values()]
    .filter(({ state }) => ['working', 'waiting', 'parked'].includes(state.status))
    .map(({ number, state }) => `${number} ${state.status} at ${state.at} ${state.direction}`);
  const lanes = [...books.lanes.values()]
    .filter(({ head, tail }) => head <= tail)
    .map(({ laneId, head, tail, heldReason }) => `lane ${laneId} ${head}/${tail} ${heldReason}`);
  history.violated('everything drains', [...unanswered, ...unfinished, ...lanes].join('; '));
}
