import { expect, test } from 'vitest';
import { maskAccount, maskValues } from './mask-values.ts';

test('secrets and bank accounts are masked wherever they stand, ledger accounts are not', () => {
  expect(
    maskValues({
      account: '400000',
      note: ['Pay to DE89 3704 0044 0532 0130 00, please', 7, null, true],
      counterpartyAccount: '70872490',
      nested: { access_token: 'abc', Authorization: 'x', text: 'Bearer abcdefgh12345678' },
    }),
  ).toEqual({
    account: '400000',
    note: ['Pay to ****3000, please', 7, null, true],
    counterpartyAccount: '****2490',
    nested: { access_token: '***', Authorization: '***', text: 'Bearer ***' },
  });
});

test.each([
  ['DE89370400440532013000', '****3000'],
  ['1234', '****34'],
  ['1', '****'],
  ['', '****'],
])('%j shows at most half of itself', (account, shown) => {
  expect(maskAccount(account)).toBe(shown);
});
