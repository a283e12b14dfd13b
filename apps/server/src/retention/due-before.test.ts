import { present, parseInstant } from '@kontor/kernel';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { dueBefore } from './due-before.ts';
import { RetentionSettings, USUAL_RETENTION, type RetentionTerms } from './retention-terms.ts';

const at = (text: string) => present(parseInstant(text), text);

type Cutoffs = { used?: string; prevented?: string; sampled?: string; told?: string };

test.each<[string, Partial<RetentionTerms>, Cutoffs]>([
  ['2026-03-31T10:00:00Z', {}, { used: '2026-03-01T10:00:00.000Z' }],
  // A year later it is a day further back, because February had 29 days in between.
  ['2028-03-30T10:00:00Z', {}, { used: '2028-02-29T10:00:00.000Z' }],
  ['2027-01-30T00:00:00Z', {}, { used: '2026-12-31T00:00:00.000Z' }],
  // Clocks in Berlin went forward on the 29th: thirty times 24 hours all the same.
  ['2026-04-15T01:30:00+02:00', {}, { used: '2026-03-15T23:30:00.000Z' }],
  ['2026-03-31T10:00:00Z', { idempotencyKeysDays: 365 }, { used: '2025-03-31T10:00:00.000Z' }],
  ['2026-03-31T10:00:00Z', {}, { sampled: '2026-03-30T10:00:00.000Z' }],
  ['2026-03-31T10:00:00Z', { webhookDeliveriesDays: 7 }, { told: '2026-03-24T10:00:00.000Z' }],
  // Every moment of the 31st keeps the same days; the next day lets one go.
  ['2026-03-31T00:00:00Z', { preventedDuplicatesDays: 367 }, { prevented: '2025-03-28' }],
  ['2026-03-31T23:59:59Z', { preventedDuplicatesDays: 367 }, { prevented: '2025-03-28' }],
  ['2026-04-01T00:00:00Z', { preventedDuplicatesDays: 367 }, { prevented: '2025-03-29' }],
  ['2026-03-31T10:00:00Z', {}, { prevented: '2024-03-29' }],
])('at %s with %o what is due is %o', (now, change, expected) => {
  const due = dueBefore(at(now), { ...USUAL_RETENTION, ...change });
  const cutoffs: Cutoffs = {
    used: due.usedKeysAt,
    prevented: due.preventedOn,
    sampled: due.sampledAt,
    told: due.toldAt,
  };
  expect(cutoffs).toMatchObject(expected);
});

test('what ends by itself is due at its end, and a session an hour after it was last seen', () => {
  expect(dueBefore(at('2026-03-31T10:00:00Z'), USUAL_RETENTION)).toMatchObject({
    endedAt: '2026-03-31T10:00:00.000Z',
    lastSeenAt: '2026-03-31T09:00:00.000Z',
  });
});

test('the longest span of a report is kept whole', () => {
  const today = '2026-12-31';
  const least = { ...USUAL_RETENTION, preventedDuplicatesDays: 367 };
  const { preventedOn } = dueBefore(at(`${today}T23:59:59Z`), least);
  // 366 days to today begin on 31 December of the year before.
  expect(preventedOn < '2025-12-31').toBe(true);
});

test.each<[string, number, boolean]>([
  ['idempotencyKeysDays', 29, false],
  ['idempotencyKeysDays', 30, true],
  ['preventedDuplicatesDays', 366, false],
  ['preventedDuplicatesDays', 367, true],
  ['connectionSamplesDays', 0, false],
  ['connectionSamplesDays', 1, true],
  ['webhookDeliveriesDays', 6, false],
  ['webhookDeliveriesDays', 7, true],
  ['idempotencyKeysDays', 3_653, true],
  ['idempotencyKeysDays', 3_654, false],
  ['idempotencyKeysDays', 30.5, false],
  ['idempotencyKeysHours', 720, false],
])('a company may set %s to %d: %s', (name, days, isAllowed) => {
  expect(Value.Check(RetentionSettings, { [name]: days })).toBe(isAllowed);
});

test('what is usual is allowed', () => {
  expect(Value.Check(RetentionSettings, USUAL_RETENTION)).toBe(true);
});
