import { expect, test } from 'vitest';
import { callBudget, type BudgetParts, type CallBudget } from './call-budget.ts';
import { NOTHING_LEARNED } from './learned-rate.ts';

const FREE: BudgetParts = {
  configured: undefined,
  learned: NOTHING_LEARNED,
  allowance: undefined,
  nowMs: 1_000,
};
const LEARNED = { perSecond: 7, atMs: 1_000, restUntilMs: 0 };

test.each<[string, Partial<BudgetParts>, CallBudget]>([
  ['nothing limits it', {}, {}],
  ['its settings do', { configured: 20 }, { perSecond: 20, by: 'settings' }],
  [
    'what it taught us is less',
    { configured: 20, learned: LEARNED },
    { perSecond: 7, by: 'learned' },
  ],
  ['its settings are less', { configured: 5, learned: LEARNED }, { perSecond: 5, by: 'settings' }],
  ['plenty is left of the day', { allowance: { used: 9_000, max: 10_000 } }, {}],
  [
    'the last twentieth of the day is spread',
    { configured: 20, allowance: { used: 9_568, max: 10_000 } },
    { perSecond: 432 / 86_400, by: 'allowance' },
  ],
  [
    'nothing is left of the day',
    { allowance: { used: 10_001, max: 10_000 } },
    { perSecond: 1 / 600, by: 'allowance' },
  ],
])('%s', (_what, parts, budget) => {
  expect(callBudget({ ...FREE, ...parts })).toEqual(budget);
});
