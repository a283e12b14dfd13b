import { expect, test } from 'vitest';
import { readLimitInfo } from './limit-info.ts';

test.each<[string, ReturnType<typeof readLimitInfo>]>([
  ['api-usage=18/5000', { used: 18, max: 5_000 }],
  ['api-usage=25/5000; per-app-api-usage=17/250(appName=sample-app)', { used: 25, max: 5_000 }],
  ['per-app-api-usage=17/250(appName=sample-app)', undefined],
  ['', undefined],
])('“%s” is read', (text, allowance) => {
  expect(readLimitInfo({ 'sforce-limit-info': text })).toEqual(allowance);
});

test('a reply without it says nothing', () => {
  expect(readLimitInfo({})).toBeUndefined();
});
