import { expect, test } from 'vitest';
import { fromErrorLog } from './from-error-log.ts';
import type { LogItem } from './read-confirmation.ts';

const general = error('609(RW)', 'Error in document: BKPFF $');

test.each<[string, LogItem, string, string]>([
  [
    'a closed period',
    error('201(F5)', 'Posting period 12 2025 is not open'),
    'period_closed',
    'F5/201',
  ],
  [
    'a closed period by its words',
    error('286(F5)', 'Period 12 is closed'),
    'period_closed',
    'F5/286',
  ],
  ['a customer of another company', error('102(F5)', 'x'), 'unknown_master_data', 'F5/102'],
  ['a blocked account', error('xyz', 'Account 4711 is blocked'), 'account_blocked', 'xyz'],
  ['a tax code', error('101(FF)', 'x'), 'unknown_master_data', 'FF/101'],
  ['a balance', error('16(FINS_FI_POSTING_IF)', 'x'), 'not_balanced', 'FINS_FI_POSTING_IF/016'],
  ['a message we do not know', error('123(ZFI)', 'House rule'), 'business_rule', 'ZFI/123'],
  ['a message without a code', error('', 'House rule'), 'business_rule', 'unnamed'],
])('%s', (_, item, reason, vendorCode) => {
  const rejected = fromErrorLog([general, item]);
  expect(rejected).toMatchObject({ kind: 'rejected', reason, vendorCode });
  expect(rejected).toHaveProperty('vendorText', `${item.note} / ${general.note}`);
});

test.each([
  ['its number', error('024(M3)', 'Material is locked')],
  ['its words', error('599(F5)', 'Account C10042 is currently locked by user MEIER')],
])('a lock is told by %s, and can be tried again', (_, item) => {
  expect(fromErrorLog([general, item])).toMatchObject({ kind: 'retryable', cause: 'locked' });
});

test('warnings and successes refuse nothing', () => {
  const log = [
    { typeId: '605(RW)', severity: '1', note: 'Document posted successfully' },
    { typeId: '117(F5)', severity: '2', note: 'Due date is in the past' },
    { typeId: '000(BK)', severity: 'W', note: 'blocked for posting' },
  ];
  expect(fromErrorLog(log)).toBeUndefined();
});

test('only the general message is still a refusal', () => {
  expect(fromErrorLog([general])).toMatchObject({ reason: 'business_rule', vendorCode: 'RW/609' });
});

function error(typeId: string, note: string): LogItem {
  return { typeId, severity: '3', note };
}
