/** Sample starts for the tests of the stores and the queue: a process of one or two deliveries. */

import { idSource, seededRandom, type Clock } from '@kontor/kernel';
import { defineProcess, type ProcessDefinition, type ReferenceData } from '@kontor/process';
import Type from 'typebox';
import { prepareTransaction } from '../accept/start-transaction.ts';
import type { Runtime } from '../process/run-arrival.ts';
import type { NewTransaction } from './engine-store.ts';

export type Note = { readonly customer: string; readonly number: string; readonly amount: string };

/** Post a note in the ledger, then tell the sales people; the posting can be undone. */
export const noteProcess: ProcessDefinition<Note> = defineProcess<Note>({
  name: 'post-note',
  version: 1,
  title: 'Post a note',
  input: Type.Object({}),
  summary: ({ customer, number, amount }) => ({
    legalEntity: 'DE01',
    number,
    customer,
    amount: { amount, currency: 'EUR' },
  }),
  orderBy: ({ customer }) => customer,
  businessKey: ({ number }) => [number],
  checks: [],
  steps: [
    {
      kind: 'deliver',
      name: 'post',
      title: 'posted in the ledger',
      to: 'ledger',
      operation: 'note.post',
      input: ({ input, referenceOf }) => ({ ...input, reference: referenceOf('post') }),
      undo: { by: 'note.reverse', input: ({ input }) => input },
    },
    {
      kind: 'deliver',
      name: 'mirror',
      title: 'shown to sales',
      to: 'crm',
      operation: 'note.show',
      input: ({ input, referenceOf }) => ({ ...input, reference: referenceOf('mirror') }),
      undo: { none: 'A note does no harm.' },
    },
    { kind: 'publish', name: 'told', type: 'kontor.invoice.posted.v1', data: ({ input }) => input },
  ],
  onParked: 'pass',
  corrections: { fixed: [] },
});

export function someRuntime(clock: Clock, seed = 1): Runtime {
  return {
    clock,
    ids: idSource(clock, seededRandom(seed)),
    reference: {} as ReferenceData,
    route: (role) => role,
  };
}

export function someStart(
  runtime: Runtime,
  note: Partial<Note> & { readonly key?: string; readonly fingerprint?: string } = {},
  definition: ProcessDefinition<Note> = noteProcess,
): NewTransaction {
  const { key, fingerprint = 'same', ...rest } = note;
  const input: Note = {
    customer: 'C1',
    number: `N${Math.trunc(Math.random() * 1e12)}`,
    amount: '10.00',
    ...rest,
  };
  return {
    ...prepareTransaction(
      {
        definition: definition as unknown as ProcessDefinition,
        input,
        applicationId: 'app_test',
        actor: 'app_test',
        channel: 'api',
        correlationId: 'c1',
      },
      runtime,
    ),
    ...(key !== undefined && {
      idempotency: { operation: 'post-note', key, fingerprint, reply: { number: input.number } },
    }),
  };
}
