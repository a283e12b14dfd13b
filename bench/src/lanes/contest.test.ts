import { expect, test } from 'vitest';
import { enqueueAll, orderBook } from './contest.ts';

test('rows of a key in their order are in order, whatever the keys do to each other', () => {
  const { book, handle } = orderBook({ keys: 3 });
  for (const row of [2, 5, 0, 1, 8, 3, 6, 4, 7]) handle(row);
  expect(book).toEqual({ handled: 9, overtaken: 0, repeated: 0 });
});

test('a row that comes before its predecessor is seen, and so is its predecessor afterwards', () => {
  const { book, handle } = orderBook({ keys: 3 });
  for (const row of [3, 0]) handle(row);
  expect(book).toEqual({ handled: 2, overtaken: 1, repeated: 1 });
});

test('a row that comes twice is seen', () => {
  const { book, handle } = orderBook({ keys: 3 });
  for (const row of [0, 3, 3]) handle(row);
  expect(book).toEqual({ handled: 3, overtaken: 0, repeated: 1 });
});

test('a row that fails once is handled when it comes again, and who passed it is seen', () => {
  const { book, handle } = orderBook({ keys: 3, failsOnce: true });
  expect([0, 1, 3, 0, 4].map(handle)).toEqual([false, true, true, true, true]);
  expect(book).toEqual({ handled: 4, overtaken: 1, repeated: 1 });
});

test('every row is enqueued once, two calls at a time', async () => {
  const rows: number[] = [];
  const asked = { databaseUrl: '', waiting: 2_300, keys: 1_000, secondsMax: 60 };
  let atOnce = 0;
  let most = 0;
  const { enqueued } = await enqueueAll(asked, async (batch) => {
    most = Math.max(most, ++atOnce);
    await Promise.resolve();
    rows.push(...batch);
    atOnce -= 1;
  });
  expect(enqueued).toBe(2_300);
  expect(rows.toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 2_300 }, (_, row) => row),
  );
  expect(most).toBe(2);
});
