/**
 * Run one arrival through the interpreter and turn its outputs into what the store writes: the new
 * state, the messages for the stream, deliveries, events, exceptions and audit entries. Enrichments
 * are answered here, from master data in memory, so a transaction stops only where it must wait for
 * somebody else.
 */

import {
  bankingDayOf,
  present,
  toDecimal,
  unreachable,
  type Clock,
  type IdSource,
  type DeliveryId,
} from '@kontor/kernel';
import {
  advance,
  type Advance,
  type ApproveStep,
  contextOf,
  type Context,
  type Input as Arrival,
  type Message,
  type Output,
  type ProcessDefinition,
  type PublishStep,
  type ReferenceData,
  type Step,
  type TransactionState,
} from '@kontor/process';
import type {
  Actor,
  NewDelivery,
  NewEvent,
  NewException,
  Progress,
  TransactionRecord,
} from '../store/engine-store.ts';

export type Runtime = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly reference: ReferenceData;
  /** The connection that has a role for a legal entity. */
  readonly route: (role: string, legalEntity: string) => string;
};

export type Run = {
  readonly definition: ProcessDefinition;
  readonly transaction: TransactionRecord;
  readonly state: TransactionState;
  readonly arrival: Arrival;
  readonly actor: Actor;
  /** The delivery that the arrival is about, for exceptions that it leads to. */
  readonly deliveryId?: DeliveryId;
};

/** Undefined when the arrival does not belong to the state: nothing changes. */
export function runArrival(run: Run, runtime: Runtime): Progress | undefined {
  const messages: Message[] = [];
  const effects: Effects = { deliveries: [], events: [], exceptions: [] };
  const going = correctedRun(run);
  const { transaction } = going;
  let { state } = run;
  let arrival: Arrival | undefined = run.arrival;
  if (arrival.type === 'Corrected') effects.events.push(correctionEvent(going, arrival, runtime));
  if (arrival.type === 'Cancelled') effects.events.push(cancellationEvent(going, arrival, runtime));
  while (arrival) {
    const step: Advance = advance(run.definition, transaction, state, arrival);
    if (!step.applied) return undefined;
    messages.push(arrival, ...step.outputs);
    state = step.state;
    const context = contextOf(transaction, state);
    arrival = step.outputs
      .map((output) => perform(output, going, context, runtime, effects))
      .find((enriched) => enriched !== undefined);
  }
  return {
    state,
    messages,
    ...effects,
    audit: [auditOf(run, state)],
    ...correctionOf(going),
  };
}

/** From a correction on, everything is about the corrected document. */
function correctedRun(run: Run): Run {
  const { arrival, definition, transaction } = run;
  if (arrival.type !== 'Corrected') return run;
  const { partyName } = definition.summary(arrival.input);
  const { partyName: _before, ...rest } = transaction;
  const corrected = {
    ...rest,
    input: arrival.input,
    ...(partyName !== undefined && { partyName }),
  };
  return { ...run, transaction: corrected };
}

function correctionOf({ arrival, transaction, actor }: Run): Pick<Progress, 'correction'> {
  if (arrival.type !== 'Corrected') return {};
  const { version, input, reason } = arrival;
  const { partyName } = transaction;
  return {
    correction: {
      ...{ version, input, reason, by: actor },
      ...(partyName !== undefined && { partyName }),
    },
  };
}

/** Whoever handed the document over learns that it is another one now. */
function correctionEvent(
  { transaction }: Run,
  { version, by, changes }: Extract<Arrival, { type: 'Corrected' }>,
  { ids }: Runtime,
): NewEvent {
  return {
    eventId: ids.next('EventId'),
    type: 'kontor.transaction.corrected.v1',
    subject: transaction.transactionId,
    data: {
      transaction: transaction.transactionId,
      legalEntity: transaction.legalEntity,
      process: transaction.process,
      number: transaction.number,
      version,
      by,
      fields: changes.slice(0, FIELDS_MAX).map(({ at }) => at),
    },
  };
}

/** In place of what the process publishes of a refusal: nobody refused anything. */
function cancellationEvent(
  { transaction }: Run,
  { by, reason }: Extract<Arrival, { type: 'Cancelled' }>,
  { ids }: Runtime,
): NewEvent {
  const { transactionId, legalEntity, process, number, amount } = transaction;
  return {
    eventId: ids.next('EventId'),
    type: 'kontor.transaction.cancelled.v1',
    subject: transactionId,
    data: {
      ...{ transaction: transactionId, legalEntity, process, number, by, reason },
      ...(amount && { value: { amount: toDecimal(amount), currency: amount.currency } }),
    },
  };
}

type Effects = {
  readonly deliveries: NewDelivery[];
  readonly events: NewEvent[];
  readonly exceptions: NewException[];
};

/** Answers the next arrival when the output could be carried out at once. */
function perform(
  output: Output,
  run: Run,
  context: Context<unknown>,
  runtime: Runtime,
  effects: Effects,
): Arrival | undefined {
  switch (output.type) {
    case 'Enrich':
      return enrichNow(stepOf(run.definition, output.step), context, runtime);
    case 'Deliver':
    case 'Undeliver':
      effects.deliveries.push(toDelivery(output, run, context, runtime));
      return undefined;
    case 'Publish':
      effects.events.push(toEvent(output.step, run, context, runtime));
      return undefined;
    case 'AskApproval':
    case 'Await':
    case 'AttentionNeeded':
      openException(toException(output, run, context, runtime), run, runtime, effects);
      return undefined;
    case 'Completed':
    case 'TurnedBack':
    case 'Refused':
    case 'TakenBack':
      return undefined;
    default:
      return unreachable(output);
  }
}

function stepOf(definition: ProcessDefinition, name: string): Step<unknown> {
  const step = definition.steps.find((candidate) => candidate.name === name);
  return present(step, `${definition.name} has a step ${name}`);
}

function enrichNow(
  step: Step<unknown>,
  context: Context<unknown>,
  { reference, clock }: Runtime,
): Arrival | undefined {
  if (step.kind !== 'enrich') return undefined;
  const values = step.add(context, reference, bankingDayOf(clock.now()));
  return { type: 'Enriched', step: step.name, values };
}

function toDelivery(
  output: Extract<Output, { type: 'Deliver' | 'Undeliver' }>,
  { definition, transaction }: Run,
  context: Context<unknown>,
  { ids, route }: Runtime,
): NewDelivery {
  const step = stepOf(definition, output.step);
  if (step.kind !== 'deliver') throw new TypeError(`${output.step} is not a delivery`);
  const isBack = output.type === 'Undeliver';
  return {
    deliveryId: ids.next('DeliveryId'),
    step: step.name,
    direction: isBack ? 'back' : 'forward',
    connection: route(step.to, transaction.legalEntity),
    orderingKey: step.orderBy?.(context) ?? transaction.orderingKey,
    operation: isBack && 'by' in step.undo ? step.undo.by : step.operation,
  };
}

function toEvent(name: string, run: Run, context: Context<unknown>, { ids }: Runtime): NewEvent {
  const { definition, transaction } = run;
  const step = definition.refused?.name === name ? definition.refused : publishStep(run, name);
  return {
    eventId: ids.next('EventId'),
    type: step.type,
    subject: transaction.transactionId,
    data: step.data(context),
  };
}

function publishStep({ definition }: Run, name: string): PublishStep<unknown> {
  const step = stepOf(definition, name);
  if (step.kind !== 'publish') throw new TypeError(`${name} is not a publication`);
  return step;
}

/** Each is announced, so that whoever owns it need not look for it. */
function openException(
  exception: NewException,
  { definition, transaction }: Run,
  { ids }: Runtime,
  effects: Effects,
): void {
  effects.exceptions.push(exception);
  const { amount } = transaction;
  effects.events.push({
    eventId: ids.next('EventId'),
    type: 'kontor.exception.opened.v1',
    subject: exception.exceptionId,
    data: {
      exception: exception.exceptionId,
      kind: exception.code,
      legalEntity: transaction.legalEntity,
      transaction: transaction.transactionId,
      process: definition.name,
      title: exception.text.slice(0, TITLE_CHARACTERS_MAX),
      ...(amount && { value: { amount: toDecimal(amount), currency: amount.currency } }),
    },
  });
}

type Asking = Extract<Output, { type: 'AskApproval' | 'Await' | 'AttentionNeeded' }>;

function toException(
  output: Asking,
  run: Run,
  context: Context<unknown>,
  { ids }: Runtime,
): NewException {
  const exceptionId = ids.next('ExceptionId');
  const step = output.step;
  switch (output.type) {
    case 'AskApproval': {
      const asked = stepOf(run.definition, step);
      const text = asked.kind === 'approve' ? questionOf(asked, context) : '';
      return { exceptionId, kind: 'approval', code: 'approval', text, step, permission: output.by };
    }
    case 'Await':
      return {
        exceptionId,
        kind: 'receipt',
        code: output.code,
        text: output.text,
        step,
        permission: 'exceptions:resolve',
      };
    case 'AttentionNeeded':
      return {
        exceptionId,
        kind: 'delivery',
        code: output.code,
        text: output.text,
        step,
        permission: 'exceptions:resolve',
        ...(run.deliveryId && { deliveryId: run.deliveryId }),
      };
    default:
      return unreachable(output);
  }
}

function questionOf({ question }: ApproveStep<unknown>, context: Context<unknown>): string {
  return typeof question === 'string' ? question : question(context);
}

/** One entry for each arrival: what came, from whom, and where the transaction stands now. */
function auditOf({ arrival, actor, state: before }: Run, after: TransactionState) {
  return {
    actor,
    action: `transaction.${AUDIT_ACTIONS[arrival.type]}`,
    ...('reason' in arrival && { reason: arrival.reason }),
    detail: {
      ...('step' in arrival && { step: arrival.step }),
      ...(before.status !== after.status && { from: before.status }),
      status: after.status,
      ...(arrival.type === 'Corrected' && {
        version: arrival.version,
        changes: arrival.changes.slice(0, FIELDS_MAX),
      }),
    },
  };
}

const AUDIT_ACTIONS: { readonly [Type in Arrival['type']]: string } = {
  Accepted: 'accepted',
  Enriched: 'enriched',
  Approved: 'approved',
  Declined: 'declined',
  Supplied: 'supplied',
  Delivered: 'delivered',
  Parked: 'parked',
  Resumed: 'resumed',
  Undelivered: 'undone',
  Abandoned: 'abandoned',
  Reopened: 'reopened',
  UndoAsked: 'undo_asked',
  Corrected: 'corrected',
  Cancelled: 'cancelled',
};

/** What the contract of the event allows. */
const TITLE_CHARACTERS_MAX = 300;
/** More fields than that are another document. */
const FIELDS_MAX = 100;
