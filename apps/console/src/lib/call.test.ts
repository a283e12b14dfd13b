import { getTransaction, listExceptions, listTransactions } from '@kontor/contracts';
import { expect, test } from 'vitest';
import { addressOf, newKey } from './call.ts';

const transactionId = 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya';

test('an address has its parameters filled in', () => {
  expect(addressOf(getTransaction, { params: { transactionId } })).toBe(
    `/v1/transactions/${transactionId}`,
  );
});

test('filters that are not set are not asked for', () => {
  const query = { status: 'open', code: undefined, page_token: '', legalEntity: 'DE01' };
  expect(addressOf(listExceptions, { query })).toBe('/v1/exceptions?status=open&legalEntity=DE01');
  expect(addressOf(listTransactions, {})).toBe('/v1/transactions');
});

test('several values of one filter are one text', () => {
  const query = { status: ['working', 'done'], none: [] };
  expect(addressOf(listTransactions, { query })).toBe('/v1/transactions?status=working%2Cdone');
});

test('what a person typed stays within its place', () => {
  const address = addressOf(getTransaction, { params: { transactionId: '../bank?x=1#y' } });
  expect(address).toBe('/v1/transactions/..%2Fbank%3Fx%3D1%23y');
});

test('a key is new each time, and long enough not to be met again', () => {
  const keys = Array.from({ length: 100 }, newKey);
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
