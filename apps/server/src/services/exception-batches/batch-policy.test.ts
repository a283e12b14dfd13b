import { currency, money } from '@kontor/kernel';
import { expect, test } from 'vitest';
import { needsApproval, USUAL_BATCH_POLICY } from './batch-policy.ts';

const policy = { approvalAboveCount: 10, approvalAboveValue: { EUR: '500.00' } };
const eur = (minor: bigint) => [money(minor, currency('EUR'))];

test.each([
  ['ten documents', { count: 10, worth: [] }, false],
  ['eleven documents', { count: 11, worth: [] }, true],
  ['money to the limit', { count: 1, worth: eur(50_000n) }, false],
  ['a cent more', { count: 1, worth: eur(50_001n) }, true],
  ['a currency that nobody named, small', { count: 1, worth: [money(1n, currency('JPY'))] }, false],
  ['a currency that nobody named', { count: 1, worth: [money(100_001n, currency('JPY'))] }, true],
])('%s', (_what, size, expected) => {
  expect(needsApproval(policy, size)).toBe(expected);
});

test('a company that says nothing asks a second person above a hundred', () => {
  expect(needsApproval(USUAL_BATCH_POLICY, { count: 101, worth: [] })).toBe(true);
});
