import type { CalendarWindow } from '@kontor/contracts';
import { parseTimeZone, present } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { daysOf, shareOfToday } from './days-of.ts';

const berlin = present(parseTimeZone('Europe/Berlin'), 'a zone');

function window(from: string, until: string): CalendarWindow {
  return { entry: 'one', kind: 'freeze', title: 'Closing', from, until };
}

test('a window over midnight is drawn on both days, where the person is', () => {
  const days = daysOf(
    [window('2026-03-31T16:00:00.000Z', '2026-04-01T04:00:00.000Z')],
    '2026-03-31T08:00:00.000Z',
    berlin,
  );
  expect(days).toHaveLength(14);
  expect(days[0]).toMatchObject({ label: 'Tue 31', isToday: true });
  expect(
    days.slice(0, 3).map(({ blocks }) => blocks.map(({ begins, ends }) => [begins, ends])),
  ).toEqual([[[0.75, 1]], [[0, 0.25]], []]);
});

test('the day on which clocks change has its own length', () => {
  const [today] = daysOf(
    [window('2026-03-29T10:00:00.000Z', '2026-03-29T22:00:00.000Z')],
    '2026-03-29T08:00:00.000Z',
    berlin,
  );
  expect(today?.blocks[0]).toMatchObject({ begins: 11 / 23, ends: 1 });
});

test('now is where the clock of the person stands', () => {
  expect(shareOfToday('2026-03-31T10:00:00.000Z', berlin)).toBe(0.5);
});
