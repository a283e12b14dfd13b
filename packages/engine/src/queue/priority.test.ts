import { expect, test } from 'vitest';
import { reservedLanes, SHARES } from './priority.ts';

test('of ten lanes two go to normal work first and one to bulk, wherever one begins', () => {
  for (let turn = 0; turn < 25; turn++) {
    expect(reservedLanes(turn, 10)).toEqual({ normal: 2, bulk: 1 });
  }
  expect(SHARES).toEqual({ urgent: 0.7, normal: 0.2, bulk: 0.1 });
});

test('a queue that leases one lane at a time gives every class its turn', () => {
  const turns = Array.from({ length: 20 }, (_, turn) => reservedLanes(turn, 1));
  expect(turns.filter(({ normal }) => normal > 0)).toHaveLength(4);
  expect(turns.filter(({ bulk }) => bulk > 0)).toHaveLength(2);
});

test('no more is reserved than is leased', () => {
  for (let turn = 0; turn < 10; turn++) {
    for (let lanesMax = 1; lanesMax < 12; lanesMax++) {
      const { normal, bulk } = reservedLanes(turn, lanesMax);
      expect(normal + bulk).toBeLessThanOrEqual(lanesMax);
    }
  }
});
