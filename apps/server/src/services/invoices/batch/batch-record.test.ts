import { currency, money, toDecimal, type TransactionId } from '@kontor/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBatchRecord } from './batch-record.ts';

const EUR = currency('EUR');
const id = 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya' as TransactionId;
const document = { legalEntity: 'DE01', number: '1' };

test('lines that the database answers later keep their places', () => {
  const record = openBatchRecord();
  const first = record.note({ line: 1, document, amount: money(100n, EUR) });
  record.note({ line: 2, problem: { code: 'malformed_json' } });
  const third = record.note({ line: 4, document, amount: money(200n, EUR) });
  record.settle(third, { kind: 'duplicate', transactionId: id }, 'own');
  record.settle(first, { kind: 'replayed', transactionId: id, reply: {} }, 'own');
  expect(record.toBatch('partial')).toMatchObject({
    ...{ lines: 3, accepted: 1, replayed: 1, refused: 2, withoutAmount: 1 },
    outcomes: [
      { line: 1, outcome: 'accepted', transaction: id, replayed: true },
      { line: 2, outcome: 'refused', problem: { code: 'malformed_json', status: 400 } },
      { line: 4, outcome: 'refused', transaction: id, problem: { code: 'duplicate_business_key' } },
    ],
  });
});

test('a line has as many errors as are told, and no more', () => {
  const record = openBatchRecord();
  const errors = Array.from({ length: 50 }, (_, index) => {
    return { code: 'wrong', at: `/lines/${index}`, detail: 'It is wrong.' };
  });
  record.note({ line: 1, document, problem: { code: 'unacceptable_invoice', errors } });
  expect(record.toBatch('partial').outcomes[0]?.problem?.errors).toHaveLength(20);
});

test('what was accepted and what was refused is all there was, to the cent, per currency', () => {
  const lines = fc.array(
    fc.record({
      code: fc.constantFrom<string>('EUR', 'JPY', 'KWD'),
      minor: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fate: fc.constantFrom('accepted', 'replayed', 'key_reused', 'checks'),
    }),
  );
  fc.assert(
    fc.property(lines, (given) => {
      const record = openBatchRecord();
      given.forEach(({ code, minor, fate }, index) => {
        const amount = money(minor, currency(code));
        const isRefused = fate === 'checks' && {
          problem: { code: 'unacceptable_invoice' } as const,
        };
        const place = record.note({ line: index + 1, document, amount, ...isRefused });
        if (fate === 'accepted' || fate === 'key_reused') record.settle(place, { kind: fate }, id);
        if (fate === 'replayed') {
          record.settle(place, { kind: fate, transactionId: id, reply: {} }, id);
        }
      });
      const { totals, accepted, refused } = record.toBatch('partial');
      expect(accepted + refused).toBe(given.length);
      const all = Map.groupBy(given, ({ code }) => code);
      expect(totals.map((each) => each.currency)).toEqual([...all.keys()].toSorted(byText));
      for (const total of totals) {
        const own = all.get(total.currency) ?? [];
        for (const side of ['accepted', 'refused'] as const) {
          const ofSide = own.filter(({ fate }) => {
            return (fate === 'accepted' || fate === 'replayed') === (side === 'accepted');
          });
          const minor = ofSide.reduce((sum, each) => sum + each.minor, 0n);
          const amount = toDecimal(money(minor, currency(total.currency)));
          expect(total[side]).toEqual({ count: ofSide.length, amount });
        }
      }
    }),
  );
});

function byText(left: string, right: string): number {
  return left < right ? -1 : 1;
}
