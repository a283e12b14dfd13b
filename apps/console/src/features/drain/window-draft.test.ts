import { expect, test } from 'vitest';
import { draftEntry, NEW_DRAFT, nextWindows } from './window-draft.ts';

const AGAIN = { ...NEW_DRAFT, often: 'again', zone: 'Europe/Berlin' } as const;

test('the last banking day of the month from 18:00 is an entry, and its next times are shown', () => {
  const draft = {
    ...AGAIN,
    ...{ title: 'Closing the month', days: 'banking-last', begins: '18:00', ends: '06:00' },
  };
  const entry = draftEntry(draft, ['closing-the-month']);
  expect(entry).toEqual({
    entry: 'closing-the-month-2',
    kind: 'freeze',
    title: 'Closing the month',
    recurring: {
      days: { bankingDays: { which: 'last', currency: 'EUR' } },
      ...{ from: '18:00', until: '06:00', zone: 'Europe/Berlin' },
    },
  });
  expect(entry && nextWindows(entry, '2026-05-01T12:00:00.000Z')).toEqual([
    { from: '2026-05-29T16:00:00.000Z', until: '2026-05-30T04:00:00.000Z' },
    { from: '2026-06-30T16:00:00.000Z', until: '2026-07-01T04:00:00.000Z' },
    { from: '2026-07-31T16:00:00.000Z', until: '2026-08-01T04:00:00.000Z' },
  ]);
});

test.each([
  ['no title', { ...AGAIN, title: ' ' }],
  ['no such zone', { ...AGAIN, title: 'x', zone: 'Mars/Olympus' }],
  ['no moments', { ...NEW_DRAFT, title: 'x' }],
  [
    'an end before its begin',
    { ...NEW_DRAFT, title: 'x', from: '2026-03-31T18:00', to: '2026-03-31T17:00' },
  ],
])('with %s it is no entry yet', (_what, draft) => {
  expect(draftEntry(draft, [])).toBeUndefined();
});
