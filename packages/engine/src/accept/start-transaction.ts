/**
 * Make a transaction out of an input: run the checks against cached master data, take the first
 * steps that need nobody else, and hand the result to the store. Nothing is acknowledged before the
 * store says that it is durable.
 */

import { bankingDayOf, currency, fromDecimal, present, type Defect } from '@kontor/kernel';
import { initialState, type ProcessDefinition } from '@kontor/process';
import { runArrival, type Runtime } from '../process/run-arrival.ts';
import type { Actor, NewTransaction, TransactionRecord } from '../store/engine-store.ts';

export type TransactionStart = {
  readonly definition: ProcessDefinition;
  readonly input: unknown;
  readonly applicationId: string;
  readonly actor: Actor;
  readonly channel: TransactionRecord['channel'];
  readonly correlationId: string;
  readonly traceparent?: string;
};

/** Everything that is wrong with the input, as far as master data can tell. */
export function checkInput(
  { definition, input }: Pick<TransactionStart, 'definition' | 'input'>,
  { reference, clock }: Runtime,
): readonly Defect[] {
  const today = bankingDayOf(clock.now());
  return definition.checks.flatMap((check) => check(input, reference, today));
}

export function prepareTransaction(
  start: TransactionStart,
  runtime: Runtime,
): Pick<NewTransaction, 'transaction' | 'progress'> {
  const { definition, input, actor } = start;
  const summary = definition.summary(input);
  const transaction: TransactionRecord = {
    transactionId: runtime.ids.next('TransactionId'),
    process: definition.name,
    processVersion: definition.version,
    legalEntity: summary.legalEntity,
    businessKey: definition.businessKey(input).join('\u001f'),
    orderingKey: definition.orderBy(input),
    correlationId: start.correlationId,
    applicationId: start.applicationId,
    channel: start.channel,
    acceptedAt: runtime.clock.now(),
    number: summary.number,
    input,
    ...(start.traceparent !== undefined && { traceparent: start.traceparent }),
    ...(summary.customer !== undefined && { customer: summary.customer }),
    ...(summary.partyName !== undefined && { partyName: summary.partyName }),
    ...(summary.amount && {
      amount: present(
        fromDecimal(summary.amount.amount, currency(summary.amount.currency)),
        'the checks let only exact amounts through',
      ),
    }),
  };
  const progress = present(
    runArrival(
      { definition, transaction, state: initialState, arrival: { type: 'Accepted' }, actor },
      runtime,
    ),
    'a new transaction is accepted',
  );
  return { transaction, progress };
}
