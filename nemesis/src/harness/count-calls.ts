/** What a system saw of those that called it: how many in a second, and how many at once. */

import type { Call } from '@kontor/connector-kit/simulator';

/** The effects of ours and the questions about them; master data is read beside the queue. */
export function ofTheQueue({ method, path }: Call): boolean {
  return method === 'POST' || path.includes('OperationalAcctgDocItemCube');
}

export function timesOf(calls: readonly Call[]): readonly number[] {
  return calls.map(({ at }) => Date.parse(at));
}

/** Most of them within `seconds`, wherever they begin; per second. */
export function fastestPace(timesMs: readonly number[], seconds: number): number {
  const atMs = timesMs.toSorted((left, right) => left - right);
  let most = 0;
  let first = 0;
  atMs.forEach((at, index) => {
    while ((atMs[first] ?? at) <= at - seconds * 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most / seconds;
}

/** Most calls that were under way at the same moment. */
export function mostAtOnce(calls: readonly Call[]): number {
  const changes = calls
    .flatMap(({ at, endedAt }) => [
      { atMs: Date.parse(at), by: 1 },
      { atMs: endedAt === undefined ? Infinity : Date.parse(endedAt), by: -1 },
    ])
    .toSorted((left, right) => left.atMs - right.atMs || left.by - right.by);
  let underWay = 0;
  return changes.reduce((most, { by }) => Math.max(most, (underWay += by)), 0);
}
