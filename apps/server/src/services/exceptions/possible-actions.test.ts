import type { ProcessDefinition, TransactionState } from '@kontor/process';
import { initialState } from '@kontor/process';
import { createCustomerInvoice } from '@kontor/process-create-customer-invoice';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInDoubt, possibleActions, type ExceptionFacts } from './possible-actions.ts';

const definition = createCustomerInvoice as unknown as ProcessDefinition;
type OfTransaction = NonNullable<ExceptionFacts['transaction']>;
const placeOf = (step: string) => definition.steps.findIndex(({ name }) => name === step);
const at = (step: string, state: Partial<TransactionState>): OfTransaction => ({
  definition,
  state: { ...initialState, at: placeOf(step), ...state },
});
const parkedDelivery = { status: 'parked', wasSentUnclearly: false } as const;
const ofDelivery = { kind: 'delivery', step: 'post' } as const;
const ending = { kind: 'refused', step: 'post', code: 'period_closed', text: 'Closed.' } as const;

test.each<[string, ExceptionFacts, readonly string[]]>([
  ['a quarantined file', { kind: 'file', code: 'file_quarantined' }, ['abandon']],
  [
    'an approval that is asked for',
    {
      kind: 'approval',
      code: 'approval',
      step: 'credit',
      transaction: at('credit', { status: 'waiting' }),
    },
    ['approve', 'decline', 'abandon'],
  ],
  [
    'a delivery in doubt',
    {
      ...ofDelivery,
      code: 'outcome_unknown',
      delivery: parkedDelivery,
      transaction: at('post', { status: 'parked' }),
    },
    ['retry', 'confirm-done'],
  ],
  [
    'a delivery that certainly did not happen',
    {
      ...ofDelivery,
      code: 'attempts_exhausted',
      delivery: { ...parkedDelivery, lastOutcome: 'retryable' },
      transaction: at('post', { status: 'parked' }),
    },
    ['retry', 'confirm-done', 'abandon'],
  ],
  [
    'one whose last attempt ended without an answer',
    {
      ...ofDelivery,
      code: 'attempts_exhausted',
      delivery: { ...parkedDelivery, lastOutcome: 'unknown' },
      transaction: at('post', { status: 'parked' }),
    },
    ['retry', 'confirm-done'],
  ],
  [
    'a crash of our own after something may have left',
    {
      ...ofDelivery,
      code: 'could_not_be_handled',
      delivery: { ...parkedDelivery, wasSentUnclearly: true },
      transaction: at('post', { status: 'parked' }),
    },
    ['retry', 'confirm-done'],
  ],
  [
    'an undo in doubt',
    {
      ...ofDelivery,
      code: 'outcome_unknown',
      delivery: parkedDelivery,
      transaction: at('post', { status: 'parked', direction: 'back', ending }),
    },
    ['retry', 'confirm-done'],
  ],
  [
    'an undo that the system refused',
    {
      ...ofDelivery,
      code: 'undo_refused',
      delivery: { status: 'rejected', wasSentUnclearly: false },
      transaction: at('post', { status: 'parked', direction: 'back', ending }),
    },
    ['confirm-done', 'abandon'],
  ],
  [
    'a refusal before which nothing was done',
    {
      ...ofDelivery,
      code: 'period_closed',
      delivery: { status: 'rejected', wasSentUnclearly: false },
      transaction: at('post', { status: 'refused', direction: 'back', ending }),
    },
    ['retry', 'abandon'],
  ],
  [
    'a refusal after which others were undone',
    {
      ...ofDelivery,
      step: 'open',
      code: 'business_rule',
      transaction: at('post', { status: 'refused', ending: { ...ending, step: 'open' } }),
    },
    ['abandon'],
  ],
  [
    'a side effect that was refused, long ago',
    {
      ...ofDelivery,
      step: 'mirror',
      code: 'business_rule',
      transaction: at('mirror', { status: 'done' }),
    },
    ['abandon'],
  ],
])('%s', (_name, facts, actions) => {
  expect(Object.keys(possibleActions(facts)).toSorted()).toEqual(actions.toSorted());
});

test('the law: what may have happened is never ended without finding out', () => {
  const anyFacts = fc.record({
    code: fc.constantFrom('outcome_unknown', 'attempts_exhausted', 'could_not_be_handled'),
    lastOutcome: fc.constantFrom('unknown', 'retryable', 'absent'),
    wasSentUnclearly: fc.boolean(),
    step: fc.constantFrom('post', 'open', 'mirror'),
  });
  fc.assert(
    fc.property(anyFacts, ({ code, lastOutcome, wasSentUnclearly, step }) => {
      const delivery = { status: 'parked' as const, lastOutcome, wasSentUnclearly };
      const transaction = at(step, { status: 'parked' });
      const actions = possibleActions({
        kind: 'delivery',
        code,
        step,
        delivery,
        transaction,
      });
      if (isInDoubt(code, delivery)) expect(actions.abandon).toBeUndefined();
      expect(actions.retry).toEqual({ kind: 'resume' });
    }),
  );
});
