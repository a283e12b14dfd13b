import type { SearchHit } from '@kontor/contracts';
import { expect, test } from 'vitest';
import { targetOf } from './target-of.ts';

const hit = (kind: SearchHit['kind'], more: Partial<SearchHit> = {}): SearchHit => ({
  ...{ kind, id: 'x_1', title: 'Something', sentence: 'Somewhere' },
  ...more,
});

test.each([
  ['a transaction opens its story', hit('transaction'), '/transactions/$id', { id: 'x_1' }],
  ['a customer opens their transactions', hit('customer'), '/transactions', { customer: 'x_1' }],
  ['an exception opens in the queue', hit('exception'), '/exceptions', { selected: 'x_1' }],
  [
    'an open item opens the invoice that it is of',
    hit('open-item', { transaction: 'txn_1' }),
    '/transactions/$id',
    { id: 'txn_1' },
  ],
])('%s', (_, found, to, named) => {
  const { to: where, params, search } = targetOf(found);
  expect([where, params ?? search]).toEqual([to, named]);
});
