/**
 * Two processes with everything that the interpreter knows: publications, an enrichment, an
 * approval, deliveries that are undone, one that is not, one whose refusal does not matter, and
 * both policies for what is parked.
 */

import {
  defineProcess,
  type Context,
  type DeliverStep,
  type ProcessDefinition,
} from '@kontor/process';
import Type from 'typebox';
import type { Document, ProcessName } from './document.ts';

/** What a simulated system is asked to do. */
export type EffectRequest = {
  readonly reference: string;
  readonly transactionId: string;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly legalEntity: string;
  readonly currency: string;
  /** Decimal text; what is undone is named by its sign in the books, not here. */
  readonly amount: string;
  readonly memo: string;
};

export const PROCESSES: Readonly<Record<ProcessName, ProcessDefinition<Document>>> = {
  'book-invoice': defineProcess<Document>({
    ...common('book-invoice'),
    steps: [
      { kind: 'publish', name: 'accepted', type: 'kontor.simulated.accepted.v1', data: factsOf },
      { kind: 'enrich', name: 'posting', add: () => ({ account: '400000' }) },
      {
        kind: 'approve',
        name: 'credit',
        when: ({ input }) => input.needsApproval,
        by: 'approvals:decide',
        question: 'It is large. May it be posted?',
      },
      delivered('post', 'ledger', { isUndone: true }),
      delivered('open', 'receivables', { isUndone: true }),
      { ...delivered('mirror', 'crm', { isUndone: false }), onRejected: 'continue' },
      { kind: 'publish', name: 'done', type: 'kontor.simulated.done.v1', data: factsOf },
    ],
    onParked: 'pass',
  }),
  'pay-supplier': defineProcess<Document>({
    ...common('pay-supplier'),
    steps: [
      { kind: 'publish', name: 'accepted', type: 'kontor.simulated.accepted.v1', data: factsOf },
      delivered('reserve', 'receivables', { isUndone: true }),
      delivered('pay', 'ledger', { isUndone: true }),
      { kind: 'publish', name: 'done', type: 'kontor.simulated.done.v1', data: factsOf },
    ],
    onParked: 'hold',
  }),
};

function common(name: ProcessName) {
  return {
    name,
    version: 1,
    title: name,
    input: Type.Object({}),
    summary: ({ legalEntity, number, customer, amount, currency }: Document) => ({
      ...{ legalEntity, number, customer },
      amount: { amount, currency },
    }),
    orderBy: ({ legalEntity, customer }: Document) => `${name}/${legalEntity}/${customer}`,
    businessKey: ({ legalEntity, number }: Document) => [legalEntity, number],
    checks: [],
    corrections: { fixed: [] },
    refused: {
      kind: 'publish',
      name: 'refused',
      type: 'kontor.simulated.refused.v1',
      data: factsOf,
    } as const,
  };
}

function delivered(
  name: string,
  to: DeliverStep<Document>['to'],
  { isUndone }: { readonly isUndone: boolean },
): DeliverStep<Document> {
  const input = (direction: EffectRequest['direction']) => (context: Context<Document>) =>
    toRequest(context, name, direction);
  return {
    kind: 'deliver',
    name,
    title: name,
    to,
    operation: `${name}.do`,
    input: input('forward'),
    undo: isUndone ? { by: `${name}.undo`, input: input('back') } : { none: 'A note stays true.' },
  };
}

function toRequest(
  { input, transactionId, referenceOf }: Context<Document>,
  step: string,
  direction: EffectRequest['direction'],
): EffectRequest {
  const { legalEntity, currency, amount, memo } = input;
  return {
    reference: referenceOf(direction === 'forward' ? step : `${step}/undo`),
    ...{ transactionId, step, direction, legalEntity, currency, amount, memo },
  };
}

function factsOf({ input }: Context<Document>) {
  return { number: input.number };
}
