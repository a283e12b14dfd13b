/**
 * The interpreter: the story of a process with an undo, the table of what does not belong, the law.
 */

import type { Confirmed, Rejected } from '@kontor/connector-sdk';
import type { TransactionId } from '@kontor/kernel';
import fc from 'fast-check';
import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import { advance, contextOf, isCancellable } from './advance.ts';
import { defineProcess, type ProcessDefinition } from './definition.ts';
import { effectReference } from './effect-reference.ts';
import type { Input, Output } from './messages.ts';
import { initialState, type TransactionState } from './state.ts';

type Order = { readonly needsApproval: boolean };

const order: ProcessDefinition<Order> = defineProcess<Order>({
  name: 'order',
  version: 1,
  title: 'Order',
  input: Type.Object({}),
  summary: () => ({ legalEntity: 'DE01', number: '1' }),
  orderBy: () => 'C1',
  businessKey: () => ['1'],
  checks: [],
  steps: [
    { kind: 'enrich', name: 'tax', add: () => ({ rate: '19' }) },
    {
      kind: 'approve',
      name: 'credit',
      when: ({ input }) => input.needsApproval,
      by: 'approvals:decide',
      question: 'May it?',
    },
    deliverStep('post', { by: 'reverse', input: () => ({}) }),
    deliverStep('open', { by: 'close', input: () => ({}) }),
    { ...deliverStep('mirror', { none: 'harmless' }), onRejected: 'continue' },
    { kind: 'publish', name: 'told', type: 'kontor.order.done.v1', data: () => ({}) },
  ],
  onParked: 'pass',
  refused: { kind: 'publish', name: 'refused', type: 'kontor.order.refused.v1', data: () => ({}) },
});

function deliverStep(name: string, undo: { by: string; input: () => unknown } | { none: string }) {
  return {
    kind: 'deliver',
    name,
    title: name,
    to: 'ledger',
    operation: name,
    input: () => ({}),
    undo,
  } as const;
}

const subject = {
  transactionId: 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya' as TransactionId,
  input: { needsApproval: false },
};
const confirmed: Confirmed = { kind: 'confirmed', externalReference: 'D1' };
const rejected: Rejected = {
  kind: 'rejected',
  reason: 'period_closed',
  vendorCode: 'F5/263',
  vendorText: 'Period is closed',
};
const accepted: Input = { type: 'Accepted' };
const enriched: Input = { type: 'Enriched', step: 'tax', values: { rate: '19' } };

function delivered(step: string, outcome: Confirmed | Rejected = confirmed): Input {
  return { type: 'Delivered', step, outcome };
}
function undelivered(step: string, outcome: Confirmed | Rejected = confirmed): Input {
  return { type: 'Undelivered', step, outcome };
}
function after(...history: readonly Input[]): TransactionState {
  return history.reduce<TransactionState>(
    (state, input) => advance(order, subject, state, input).state,
    initialState,
  );
}
function outputs(state: TransactionState, input: Input): readonly Output['type'][] {
  return advance(order, subject, state, input).outputs.map(({ type }) => type);
}

describe('the story', () => {
  const posted = [accepted, enriched, delivered('post')];

  test('it goes from step to step and passes over what does not apply', () => {
    expect(outputs(after(), accepted)).toEqual(['Enrich']);
    expect(advance(order, subject, after(accepted), enriched).outputs).toEqual([
      { type: 'Deliver', step: 'post' },
    ]);
    expect(outputs(after(...posted), delivered('open'))).toEqual(['Deliver']);
    expect(outputs(after(...posted, delivered('open')), delivered('mirror'))).toEqual([
      'Publish',
      'Completed',
    ]);
    expect(after(...posted, delivered('open'), delivered('mirror')).status).toBe('done');
  });

  test('a refused first effect ends it, and it can be tried again after its cause was mended', () => {
    const refused = after(accepted, enriched, delivered('post', rejected));
    expect(refused).toMatchObject({
      status: 'refused',
      ending: { step: 'post', code: 'period_closed', text: 'F5/263: Period is closed' },
    });
    const reopened: Input = { type: 'Reopened', by: 'ana', reason: 'The period is open now' };
    expect(advance(order, subject, refused, reopened)).toMatchObject({
      outputs: [{ type: 'Deliver', step: 'post' }],
      state: { status: 'working', direction: 'forward' },
    });
  });

  test('a later refusal takes back what was done before, and then ends it for good', () => {
    const before = after(...posted);
    const turned = advance(order, subject, before, delivered('open', rejected));
    expect(turned.outputs.map(({ type }) => type)).toEqual([
      'AttentionNeeded',
      'TurnedBack',
      'Undeliver',
    ]);
    const ended = advance(order, subject, turned.state, undelivered('post'));
    expect(ended.outputs).toEqual([{ type: 'Refused' }, { type: 'Publish', step: 'refused' }]);
    expect(ended.state).toMatchObject({ status: 'refused', confirmed: {} });
    expect(outputs(ended.state, { type: 'Reopened', by: 'ana', reason: 'again' })).toEqual([]);
  });

  test('what cannot be undone waits for a person', () => {
    const stuck = after(...posted, delivered('open', rejected), undelivered('post', rejected));
    expect(stuck.status).toBe('parked');
  });

  test('an effect that books do not turn on is refused without consequence', () => {
    const opened = after(...posted, delivered('open'));
    expect(outputs(opened, delivered('mirror', rejected))).toEqual([
      'AttentionNeeded',
      'Publish',
      'Completed',
    ]);
  });

  test('a parked delivery goes on when a person says so', () => {
    const parked: Input = { type: 'Parked', step: 'post', reason: 'outcome_unknown', detail: '?' };
    const state = after(accepted, enriched, parked);
    expect(state.status).toBe('parked');
    const resumed = advance(order, subject, state, {
      type: 'Resumed',
      step: 'post',
      by: 'ana',
      reason: 'Looked into the ledger',
    });
    expect(resumed.state.status).toBe('working');
    expect(outputs(resumed.state, delivered('post'))).toEqual(['Deliver']);
  });

  test('a completed one can be taken back, last effect first', () => {
    const done = after(...posted, delivered('open'), delivered('mirror'));
    const asked = advance(order, subject, done, { type: 'UndoAsked', by: 'ana', reason: 'wrong' });
    expect(asked.outputs).toMatchObject([
      { type: 'TurnedBack' },
      { type: 'Undeliver', step: 'open' },
    ]);
    const halfway = advance(order, subject, asked.state, undelivered('open'));
    expect(halfway.outputs).toEqual([{ type: 'Undeliver', step: 'post' }]);
    const back = advance(order, subject, halfway.state, undelivered('post'));
    expect(back.outputs).toEqual([{ type: 'TakenBack' }]);
    expect(back.state.status).toBe('taken_back');
  });

  test('a step that needs approval waits for it, and a refusal of the approver ends it', () => {
    const asking = { ...subject, input: { needsApproval: true } };
    const first = advance(order, asking, initialState, accepted);
    const waiting = advance(order, asking, first.state, enriched);
    expect(waiting.outputs).toEqual([
      { type: 'AskApproval', step: 'credit', by: 'approvals:decide' },
    ]);
    const approved: Input = { type: 'Approved', step: 'credit', by: 'ben', reason: 'known' };
    expect(advance(order, asking, waiting.state, approved).outputs).toEqual([
      { type: 'Deliver', step: 'post' },
    ]);
    const declined: Input = { ...approved, type: 'Declined' };
    expect(advance(order, asking, waiting.state, declined).state).toMatchObject({
      status: 'refused',
      ending: { code: 'declined' },
    });
  });
});

describe('a correction', () => {
  const correctable: ProcessDefinition<Order> = {
    ...order,
    corrections: { fixed: [] },
    steps: [
      { kind: 'publish', name: 'taken', type: 'kontor.order.taken.v1', data: () => ({}) },
      ...order.steps,
    ],
  };
  const corrected = (change: Partial<Extract<Input, { type: 'Corrected' }>> = {}): Input => ({
    type: 'Corrected',
    by: 'ana',
    reason: 'The cost centre was wrong',
    version: 2,
    input: { needsApproval: false },
    changes: [],
    ...change,
  });
  function run(...history: readonly Input[]) {
    return history.reduce<{ state: TransactionState; outputs: readonly Output[] }>(
      ({ state }, input) => advance(correctable, subject, state, input),
      { state: initialState, outputs: [] },
    );
  }
  const types = ({ outputs: all }: { outputs: readonly Output[] }) => all.map(({ type }) => type);
  const refused = [accepted, enriched, delivered('post', rejected)];

  test('of what was refused goes through the steps again and tells nothing twice', () => {
    expect(run(...refused).state.status).toBe('refused');
    const going = run(...refused, corrected());
    expect(types(going)).toEqual(['Enrich']);
    expect(going.state).toMatchObject({ enriched: {}, inputVersion: 2, toldBefore: 3 });
    expect(going.state).not.toHaveProperty('ending');
    expect(types(run(...refused, corrected(), enriched))).toEqual(['Deliver']);
  });

  test('asks for approval again, because the old document was approved', () => {
    const asking = corrected({ input: { needsApproval: true } });
    const state = run(...refused, asking).state;
    const step = advance(
      correctable,
      { ...subject, input: { needsApproval: true } },
      state,
      enriched,
    );
    expect(types(step)).toEqual(['AskApproval']);
  });

  test('of what certainly stopped is possible, of what is in doubt never', () => {
    const parked = (reason: 'attempts_exhausted' | 'outcome_unknown'): Input => ({
      type: 'Parked',
      step: 'post',
      reason,
      detail: '',
    });
    expect(types(run(accepted, enriched, parked('attempts_exhausted'), corrected()))).toEqual([
      'Enrich',
    ]);
    expect(types(run(accepted, enriched, parked('outcome_unknown'), corrected()))).toEqual([]);
  });

  test.each<[string, readonly Input[]]>([
    ['that works', [accepted, enriched]],
    ['of which something stands', [accepted, enriched, delivered('post')]],
    [
      'whose effects were undone',
      [...refused.slice(0, 2), delivered('post'), delivered('open', rejected), undelivered('post')],
    ],
    ['that was corrected meanwhile', [...refused, corrected()]],
  ])('of one %s changes nothing', (_what, history) => {
    const { state } = run(...history);
    expect(advance(correctable, subject, state, corrected())).toEqual({
      state,
      outputs: [],
      applied: false,
    });
  });

  test('belongs to no process that does not provide for it', () => {
    const state = after(...refused);
    expect(advance(order, subject, state, corrected()).applied).toBe(false);
  });
});

test('a step that waits goes on with what a person supplied, and only once', () => {
  const asking: ProcessDefinition<Order> = {
    ...order,
    steps: [
      {
        kind: 'wait',
        name: 'customer',
        when: ({ enriched: known }) => !('customer' in known),
        reason: () => ({ code: 'customer_unknown', text: 'Whose payment is it?' }),
      },
      deliverStep('post', { none: 'final' }),
    ],
  };
  const waiting = advance(asking, subject, initialState, accepted);
  expect(waiting.outputs).toEqual([
    { type: 'Await', step: 'customer', code: 'customer_unknown', text: 'Whose payment is it?' },
  ]);
  expect(waiting.state.status).toBe('waiting');
  const supplied: Input = {
    type: 'Supplied',
    step: 'customer',
    by: 'ana',
    reason: 'Asked the bank',
    values: 'C10042',
  };
  const going = advance(asking, subject, waiting.state, supplied);
  expect(going.outputs).toEqual([{ type: 'Deliver', step: 'post' }]);
  expect(going.state.enriched).toEqual({ customer: 'C10042' });
  expect(advance(asking, subject, going.state, supplied).applied).toBe(false);
});

describe('what does not belong to the state changes nothing', () => {
  const working = after(accepted, enriched);
  test.each<[string, TransactionState, Input]>([
    ['a second acceptance', working, accepted],
    ['a late enrichment', working, enriched],
    ['an answer of another step', working, delivered('open')],
    ['an undo while it goes forward', working, undelivered('post')],
    [
      'an approval nobody asked for',
      working,
      { type: 'Approved', step: 'post', by: 'a', reason: '' },
    ],
    [
      'a resumption of what is not parked',
      working,
      { type: 'Resumed', step: 'post', by: 'a', reason: '' },
    ],
    ['an undo of what is not done', working, { type: 'UndoAsked', by: 'a', reason: '' }],
    ['giving up what is under way', working, { type: 'Abandoned', by: 'a', reason: '' }],
  ])('%s', (_name, state, input) => {
    expect(advance(order, subject, state, input)).toEqual({ state, outputs: [], applied: false });
  });
});

describe('the law', () => {
  const outcome = fc.constantFrom<Confirmed | Rejected>(confirmed, rejected);
  const step = fc.constantFrom('post', 'open', 'mirror');
  const anyInput = fc.oneof(
    fc.constant(accepted),
    fc.constant(enriched),
    fc.tuple(step, outcome).map(([name, result]) => delivered(name, result)),
    fc.tuple(step, outcome).map(([name, result]) => undelivered(name, result)),
    fc.constant<Input>({ type: 'UndoAsked', by: 'a', reason: 'r' }),
    fc.constant<Input>({ type: 'Abandoned', by: 'a', reason: 'r' }),
    fc.constant<Input>({ type: 'Reopened', by: 'a', reason: 'r' }),
    fc.constant<Input>({ type: 'Cancelled', by: 'a', reason: 'r' }),
    step.map<Input>((name) => ({
      type: 'Parked',
      step: name,
      reason: 'outcome_unknown',
      detail: '',
    })),
    step.map<Input>((name) => ({ type: 'Resumed', step: name, by: 'a', reason: 'r' })),
    fc.integer({ min: 2, max: 5 }).map<Input>((version) => ({
      type: 'Corrected',
      by: 'a',
      reason: 'r',
      version,
      input: { needsApproval: false },
      changes: [],
    })),
  );
  const lawful: ProcessDefinition<Order> = { ...order, corrections: { fixed: [] } };

  test('in whatever order things arrive, an effect that stands is never asked for again', () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 60 }), (inputs) => {
        let state = initialState;
        for (const input of inputs) {
          const step = advance(lawful, subject, state, input);
          for (const output of step.outputs) {
            if (output.type === 'Deliver')
              expect(step.state.confirmed).not.toHaveProperty(output.step);
            if (output.type === 'Undeliver')
              expect(step.state.confirmed).toHaveProperty(output.step);
          }
          state = step.state;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('one that ended without effect holds no effect that could have been taken back', () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 60 }), (inputs) => {
        const { status, confirmed: held } = inputs.reduce<TransactionState>(
          (state, input) => advance(lawful, subject, state, input).state,
          initialState,
        );
        if (status !== 'refused' && status !== 'taken_back') return;
        expect(Object.keys(held).filter((name) => name !== 'mirror')).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('cancelling', () => {
  const cancelled: Input = { type: 'Cancelled', by: 'ana', reason: 'Ordered twice' };
  const asking = { ...subject, input: { needsApproval: true } };
  const parked = (reason: 'attempts_exhausted' | 'outcome_unknown'): Input => ({
    type: 'Parked',
    step: 'post',
    reason,
    detail: '',
  });

  test('before the first effect ends it, and publishes no refusal', () => {
    const { state, outputs: all } = advance(order, subject, after(accepted, enriched), cancelled);
    expect(all.map(({ type }) => type)).toEqual(['TurnedBack', 'Refused']);
    expect(state).toMatchObject({
      status: 'refused',
      ending: { kind: 'refused', step: '', code: 'cancelled', text: 'Ordered twice', by: 'ana' },
    });
  });

  test('is final: it is neither tried again, nor corrected, nor taken back', () => {
    const lawful = { ...order, corrections: { fixed: [] } };
    const state = after(accepted, enriched, cancelled);
    const later: readonly Input[] = [
      { type: 'Reopened', by: 'ana', reason: '' },
      { type: 'UndoAsked', by: 'ana', reason: '' },
      { type: 'Corrected', by: 'ana', reason: '', version: 2, input: {}, changes: [] },
      delivered('post'),
      cancelled,
    ];
    for (const input of later) expect(advance(lawful, subject, state, input).applied).toBe(false);
  });

  test('is possible while a person is asked', () => {
    const first = advance(order, asking, initialState, accepted).state;
    const waiting = advance(order, asking, first, enriched).state;
    expect(waiting.status).toBe('waiting');
    expect(isCancellable(order, waiting)).toBe(true);
  });

  test.each<[string, boolean, readonly Input[]]>([
    ['waits for its first effect', true, [accepted, enriched]],
    ['stopped for certain', true, [accepted, enriched, parked('attempts_exhausted')]],
    ['may have arrived', false, [accepted, enriched, parked('outcome_unknown')]],
    ['has an effect', false, [accepted, enriched, delivered('post')]],
    ['was refused', false, [accepted, enriched, delivered('post', rejected)]],
    ['is taken back', false, [accepted, enriched, delivered('post'), delivered('open', rejected)]],
    [
      'is done',
      false,
      [accepted, enriched, ...['post', 'open', 'mirror'].map((at) => delivered(at))],
    ],
  ])('of one that %s: %s', (_what, isPossible, history) => {
    expect(isCancellable(order, after(...history))).toBe(isPossible);
    expect(advance(order, subject, after(...history), cancelled).applied).toBe(isPossible);
  });
});

test('the reference of an effect is twenty characters and depends on nothing but its name', () => {
  const { referenceOf } = contextOf(subject, initialState);
  expect(referenceOf('post')).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
  expect(referenceOf('post')).toBe(effectReference(subject.transactionId, 'post'));
  expect(referenceOf('post')).not.toBe(referenceOf('open'));
});
