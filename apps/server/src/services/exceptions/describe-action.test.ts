import { createCustomerInvoice } from '@kontor/process-create-customer-invoice';
import { initialState, type ProcessDefinition } from '@kontor/process';
import { expect, test } from 'vitest';
import { describeAction, type EffectFacts } from './describe-action.ts';

const definition = createCustomerInvoice as unknown as ProcessDefinition;
const at = definition.steps.findIndex(({ name }) => name === 'post');
const base = {
  definition,
  state: { ...initialState, at },
  system: 'SAP S/4HANA',
  reference: 'REF',
  amount: 'EUR 1,190.00',
} as const;

test.each<[string, EffectFacts, RegExp[]]>([
  [
    'a retry in doubt asks first and keeps its place',
    {
      ...base,
      action: 'retry',
      effect: { kind: 'resume' },
      idempotency: 'look-up',
      lane: { waiting: 3, passedBy: 0, isPassed: false },
    },
    [/sent to SAP.*REF/, /asked for the reference first/, /3 wait behind it/, /EUR 1,190\.00/],
  ],
  [
    'a retry that cannot be asked says what it risks',
    { ...base, action: 'retry', effect: { kind: 'resume' }, idempotency: 'none' },
    [/on your word/, /there twice/],
  ],
  [
    'a refused one that others passed says so',
    {
      ...base,
      action: 'retry',
      effect: { kind: 'reopen' },
      lane: { waiting: 2, passedBy: 5, isPassed: true },
    },
    [/it is not there/, /after what waits in its lane: 2/, /5 of the same customer went before/],
  ],
  [
    'an approval names what follows',
    { ...base, action: 'approve', effect: { kind: 'decide' }, state: { ...initialState, at: 2 } },
    [/posted in the ledger, opened for payment and shown to sales/],
  ],
  [
    'giving up takes back what stands, the last first',
    {
      ...base,
      action: 'abandon',
      effect: { kind: 'end' },
      state: {
        ...initialState,
        at: at + 2,
        confirmed: {
          post: { kind: 'confirmed', externalReference: '1' },
          open: { kind: 'confirmed', externalReference: '2' },
        },
      },
    },
    [/the last first: opened for payment and posted in the ledger/],
  ],
  [
    'letting a refused one rest sends nothing',
    {
      ...base,
      action: 'abandon',
      effect: { kind: 'acknowledge' },
      state: { ...initialState, at, status: 'refused' },
    },
    [/Nothing is sent/, /stays refused/],
  ],
])('%s', (_name, facts, patterns) => {
  const said = describeAction(facts).join('\n');
  for (const pattern of patterns) expect(said).toMatch(pattern);
});
