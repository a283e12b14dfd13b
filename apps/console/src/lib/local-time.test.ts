import { parseTimeZone, present } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { fromLocalField, toLocalField } from './local-time.ts';

const berlin = present(parseTimeZone('Europe/Berlin'), 'a zone');

test('a field names a moment where the person is', () => {
  expect(fromLocalField('2026-07-01T18:00', berlin)).toBe('2026-07-01T16:00:00.000Z');
  expect(toLocalField('2026-07-01T16:00:00.000Z', berlin)).toBe('2026-07-01T18:00');
});

test.each(['', '2026-07-01', '2026-02-30T10:00', '2026-07-01T1'])(
  '“%s” is no moment yet',
  (text) => {
    expect(fromLocalField(text, berlin)).toBeUndefined();
  },
);
