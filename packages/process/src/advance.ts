/**
 * One step of the interpreter: fold what arrived into the state, decide, fold the decisions. An
 * arrival that does not belong to the state (a late answer, a second approval) changes nothing.
 */

import { unreachable, type TransactionId } from '@kontor/kernel';
import { effectReference } from './effect-reference.ts';
import { decide } from './decide.ts';
import type { Context, ProcessDefinition } from './definition.ts';
import { evolve } from './evolve.ts';
import type { Input as Arrival, Output } from './messages.ts';
import type { TransactionState } from './state.ts';

/** Whose story it is: the parts that never change. */
export type Subject<Input> = { readonly transactionId: TransactionId; readonly input: Input };

export type Advance = {
  readonly state: TransactionState;
  readonly outputs: readonly Output[];
  /** False when the arrival did not belong to the state. */
  readonly applied: boolean;
};

export function advance<Input>(
  definition: ProcessDefinition<Input>,
  subject: Subject<Input>,
  state: TransactionState,
  arrival: Arrival,
): Advance {
  if (!belongs(definition, state, arrival)) return { state, outputs: [], applied: false };
  const arrived = evolve(definition, state, arrival);
  const context = contextOf(subjectAfter(subject, arrival), arrived);
  const outputs = decide(definition, context, arrived, arrival);
  return {
    state: outputs.reduce<TransactionState>(
      (folded, output) => evolve(definition, folded, output),
      arrived,
    ),
    outputs,
    applied: true,
  };
}

/** From a correction on, it is about the corrected document. */
export function subjectAfter<Input>(subject: Subject<Input>, arrival: Arrival): Subject<Input> {
  if (arrival.type !== 'Corrected') return subject;
  // It was held against the schema of the process where it came in.
  return { ...subject, input: arrival.input as Input };
}

/**
 * Whether the document may be corrected: a delivery was refused or stopped for certain, and nothing
 * stands anywhere that was made of the document as it is. What is in doubt may stand.
 */
export function isCorrectable<Input>(
  definition: ProcessDefinition<Input>,
  state: TransactionState,
): boolean {
  const { status, direction, confirmed, parkedFor } = state;
  if (!definition.corrections || Object.keys(confirmed).length > 0) return false;
  if (status === 'refused') return isReopenable(definition, state);
  const isStopped = status === 'parked' && direction === 'forward';
  return isStopped && parkedFor !== undefined && parkedFor !== 'outcome_unknown';
}

/**
 * Whether it may be cancelled, as far as the stream tells: no system confirmed anything, and none
 * may have done so unheard. A delivery that is under way is for the store to judge.
 */
export function isCancellable<Input>(
  definition: ProcessDefinition<Input>,
  { status, direction, confirmed, parkedFor, ending, at }: TransactionState,
): boolean {
  if (Object.keys(confirmed).length > 0 || direction === 'back' || ending) return false;
  switch (status) {
    case 'working':
      return definition.steps[at]?.kind === 'deliver';
    case 'waiting':
      return true;
    case 'parked':
      return parkedFor !== 'outcome_unknown';
    case 'done':
    case 'refused':
    case 'taken_back':
      return false;
    default:
      return unreachable(status);
  }
}

/** What the functions of a definition may look at. */
export function contextOf<Input>(
  { transactionId, input }: Subject<Input>,
  { enriched, confirmed, ending }: TransactionState,
): Context<Input> {
  return {
    transactionId,
    input,
    enriched,
    confirmed,
    ...(ending && { ending }),
    referenceOf: (step) => effectReference(transactionId, step),
  };
}

function belongs<Input>(
  definition: ProcessDefinition<Input>,
  state: TransactionState,
  arrival: Arrival,
): boolean {
  const { status, direction } = state;
  const current = definition.steps[state.at];
  const isCurrent = 'step' in arrival && current?.name === arrival.step;
  switch (arrival.type) {
    case 'Accepted':
      return state.at === -1;
    case 'Enriched':
      return isCurrent && status === 'working' && current.kind === 'enrich';
    case 'Approved':
    case 'Declined':
      return isCurrent && status === 'waiting' && current.kind === 'approve';
    case 'Supplied':
      return isCurrent && status === 'waiting' && current.kind === 'wait';
    case 'Delivered':
      return (
        isCurrent && direction === 'forward' && isUnderWay(status) && current.kind === 'deliver'
      );
    case 'Undelivered':
      return isCurrent && direction === 'back' && isUnderWay(status);
    case 'Parked':
      return isCurrent && status === 'working';
    case 'Resumed':
      return isCurrent && status === 'parked';
    case 'Abandoned':
      return status === 'parked' || status === 'waiting';
    case 'Reopened':
      return status === 'refused' && isReopenable(definition, state);
    case 'Corrected':
      return isCorrectable(definition, state) && arrival.version > (state.inputVersion ?? 1);
    case 'Cancelled':
      return isCancellable(definition, state);
    case 'UndoAsked':
      return status === 'done';
    default:
      return false;
  }
}

function isUnderWay(status: TransactionState['status']): boolean {
  return status === 'working' || status === 'parked';
}

/** Only a refused delivery before which nothing had to be undone can simply be tried again. */
function isReopenable<Input>(
  definition: ProcessDefinition<Input>,
  { at, ending }: TransactionState,
): boolean {
  const step = definition.steps[at];
  return step?.kind === 'deliver' && ending?.step === step.name;
}
