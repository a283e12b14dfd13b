import { CustomerInvoice } from '@kontor/canon';
import { createCustomerInvoice } from '@kontor/contracts';
import { expect, test } from 'vitest';
import { schemaCheck } from './schema-check.ts';

const check = schemaCheck(CustomerInvoice);
const invoice = createCustomerInvoice.bodies['application/json'].examples.invoice;

test('an invoice passes as it is, unchanged', () => {
  const value = structuredClone(invoice);
  expect(check(value)).toEqual([]);
  expect(value).toEqual(invoice);
});

test.each([
  ['a misspelt field', { custmer: 'C1' }, '/custmer', 'unknown_field', 'Did you mean `customer`?'],
  ['a field of nobody', { zzzzzzzz: 1 }, '/zzzzzzzz', 'unknown_field', 'There is no field'],
  ['a missing field', { number: undefined }, '/number', 'missing_field', '`number` is missing'],
  [
    'an amount as a number',
    { totals: { ...invoice.totals, gross: 1190.5 } },
    '/totals/gross',
    'number_instead_of_text',
    'Send the amount as text, "1190.5": JSON numbers lose digits.',
  ],
  ['null', { customer: null }, '/customer', 'wrong_type', 'must be text, not null'],
  ['a wrong date', { issueDate: '31.3.2026' }, '/issueDate', 'wrong_form', 'YYYY-MM-DD'],
  ['no lines', { lines: [] }, '/lines', 'too_few', '1'],
  ['lines that are none', { lines: {} }, '/lines', 'wrong_type', 'must be an array, not an object'],
])('%s', (_name, change, at, code, words) => {
  const value = JSON.parse(JSON.stringify({ ...invoice, ...change })) as unknown;
  const defects = check(value);
  expect(defects).toContainEqual(
    expect.objectContaining({ at, code, detail: expect.stringContaining(words) as string }),
  );
});

test('all that is wrong is told at once, up to a limit', () => {
  expect(check({ ...invoice, number: 1, customer: 2, currency: 'euro' })).toHaveLength(3);
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x${n}`, n]));
  expect(check({ ...invoice, ...many }).length).toBeLessThanOrEqual(100);
});
