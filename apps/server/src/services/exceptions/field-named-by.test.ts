import { expect, test } from 'vitest';
import { fieldNamedBy } from './field-named-by.ts';

const invoice = {
  legalEntity: 'DE01',
  customer: 'C10042',
  number: 'R-1',
  issueDate: '2026-03-31',
  lines: [
    { name: 'Consulting', revenueAccount: '400000', dimensions: { costCenter: 'CC-7' } },
    { name: 'Travel', revenueAccount: '410000', dimensions: { costCenter: 'CC-9' } },
  ],
};

test.each([
  ['an account', 'G/L account 410000 is blocked.', '', '/lines/1/revenueAccount'],
  ['a customer', 'Customer C10042 does not exist in company code DE01', '', '/customer'],
  [
    'a cost centre in brackets',
    'Cost center (CC-9) is locked',
    '',
    '/lines/1/dimensions/costCenter',
  ],
  ['what only its cause tells', 'Posting period 003 is not open', 'period_closed', '/issueDate'],
])('%s', (_what, text, code, at) => {
  expect(fieldNamedBy(text, invoice, code)?.at).toBe(at);
});

test.each([
  ['a number that only contains it', 'Document 1400000088 exists'],
  ['nothing of the document', 'The system is busy'],
])('%s names no field', (_what, text) => {
  expect(fieldNamedBy(text, invoice)).toBeUndefined();
});

test('a value that stands in fields of two kinds names neither', () => {
  expect(fieldNamedBy('Segment ALPHA is unknown', { a: 'ALPHA', b: 'ALPHA' })).toBeUndefined();
});
