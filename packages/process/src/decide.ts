/**
 * What happens next, for every process: a pure function of the definition, the state and what just
 * arrived. The one law that matters: an effect is asked for once per pass over its step, forward in
 * the order of the steps, and once something is refused, every confirmed effect that has an undo is
 * undone, the last one first, before the transaction ends.
 */

import { assert, unreachable } from '@kontor/kernel';
import type { Context, DeliverStep, ProcessDefinition, Step } from './definition.ts';
import { placeOf } from './evolve.ts';
import { CANCELLED, type Ending, type Input as Arrival, type Output } from './messages.ts';
import type { TransactionState } from './state.ts';

/** `state` already contains `arrival`; see advance.ts. */
export function decide<Input>(
  definition: ProcessDefinition<Input>,
  context: Context<Input>,
  state: TransactionState,
  arrival: Arrival,
): readonly Output[] {
  switch (arrival.type) {
    case 'Accepted':
    case 'Corrected':
      return forwardFrom(definition, context, state, 0);
    case 'Enriched':
    case 'Approved':
    case 'Supplied':
      return forwardFrom(definition, context, state, state.at + 1);
    case 'Delivered':
      return afterDelivery(definition, context, state, arrival);
    case 'Declined':
      return turnBack(
        definition,
        context,
        state,
        refusal(arrival.step, 'declined', arrival.reason),
      );
    case 'Abandoned':
      return abandon(definition, context, state, arrival.reason);
    case 'Cancelled':
      // Whoever cancels knows that it ends: no refusal is published, the engine tells of it.
      return turnedBack(cancellation(arrival));
    case 'Undelivered':
      return afterUndo(definition, context, state, arrival);
    case 'UndoAsked':
      return turnBack(definition, context, state, {
        kind: 'taken_back',
        step: '',
        code: 'taken_back',
        text: arrival.reason,
      });
    case 'Reopened':
      return forwardFrom(definition, context, state, state.at);
    case 'Parked':
      return [
        { type: 'AttentionNeeded', step: arrival.step, code: arrival.reason, text: arrival.detail },
      ];
    case 'Resumed':
      return [];
    default:
      return unreachable(arrival);
  }
}

/**
 * Passes over steps that do not apply and over publications, up to the first that must be waited
 * for.
 */
function forwardFrom<Input>(
  definition: ProcessDefinition<Input>,
  context: Context<Input>,
  state: TransactionState,
  place: number,
): readonly Output[] {
  const step = definition.steps[place];
  if (!step) return [{ type: 'Completed' }];
  const isTold = step.kind === 'publish' && place < (state.toldBefore ?? 0);
  const output = isTold ? undefined : outputOf(step, context);
  const rest = () => forwardFrom(definition, context, state, place + 1);
  if (!output) return rest();
  return output.type === 'Publish' ? [output, ...rest()] : [output];
}

/** Undefined when the step does not apply to this transaction. */
function outputOf<Input>(step: Step<Input>, context: Context<Input>): Output | undefined {
  switch (step.kind) {
    case 'enrich':
      return { type: 'Enrich', step: step.name };
    case 'approve':
      return step.when(context) ? { type: 'AskApproval', step: step.name, by: step.by } : undefined;
    case 'deliver':
      return applies(step, context) ? { type: 'Deliver', step: step.name } : undefined;
    case 'wait':
      return step.when(context)
        ? { type: 'Await', step: step.name, ...step.reason(context) }
        : undefined;
    case 'publish':
      return { type: 'Publish', step: step.name };
    default:
      return unreachable(step);
  }
}

function applies<Input>(step: DeliverStep<Input>, context: Context<Input>): boolean {
  return step.when?.(context) ?? true;
}

function afterDelivery<Input>(
  definition: ProcessDefinition<Input>,
  context: Context<Input>,
  state: TransactionState,
  { step: name, outcome }: Extract<Arrival, { type: 'Delivered' }>,
): readonly Output[] {
  if (outcome.kind === 'confirmed') {
    return forwardFrom(definition, context, state, state.at + 1);
  }
  const step = definition.steps[state.at];
  assert(step?.kind === 'deliver', `${name} is a delivery`);
  const attention: Output = {
    type: 'AttentionNeeded',
    step: name,
    code: outcome.reason,
    text: `${outcome.vendorCode}: ${outcome.vendorText}`,
  };
  if (step.onRejected === 'continue') {
    return [attention, ...forwardFrom(definition, context, state, state.at + 1)];
  }
  const ending = refusal(name, outcome.reason, `${outcome.vendorCode}: ${outcome.vendorText}`);
  return [attention, ...turnBack(definition, context, state, ending)];
}

function refusal(step: string, code: string, text: string): Ending {
  return { kind: 'refused', step, code, text };
}

/** It names no step: what was cancelled is handed over anew, never tried again where it stood. */
function cancellation({ by, reason }: Extract<Arrival, { type: 'Cancelled' }>): Ending {
  return { kind: 'refused', step: '', code: CANCELLED, text: reason, by };
}

/** Nothing was done, so nothing is undone. */
function turnedBack(ending: Ending): readonly Output[] {
  return [{ type: 'TurnedBack', ending }, { type: 'Refused' }];
}

/** A delivery in doubt may have happened: it is confirmed or denied first, never abandoned. */
function abandon<Input>(
  definition: ProcessDefinition<Input>,
  context: Context<Input>,
  state: TransactionState,
  reason: string,
): readonly Output[] {
  if (state.direction === 'back') return backFrom(definition, context, state, state.at - 1);
  const step = definition.steps[state.at]?.name ?? '';
  return turnBack(definition, context, state, refusal(step, 'abandoned', reason));
}

function turnBack<Input>(
  definition: ProcessDefinition<Input>,
  context: Context<Input>,
  state: TransactionState,
  ending: Ending,
): readonly Output[] {
  const back: Output = { type: 'TurnedBack', ending };
  return [back, ...backFrom(definition, context, { ...state, ending }, state.at - 1)];
}

/** The next effect to undo, or the end. */
function backFrom<Input>(
  definition: ProcessDefinition<Input>,
  context: Context<Input>,
  state: TransactionState,
  place: number,
): readonly Output[] {
  for (let at = place; at >= 0; at--) {
    const step = definition.steps[at];
    if (step?.kind !== 'deliver' || !(step.name in context.confirmed)) continue;
    if ('by' in step.undo) return [{ type: 'Undeliver', step: step.name }];
  }
  return state.ending?.kind === 'taken_back'
    ? [{ type: 'TakenBack' }]
    : [{ type: 'Refused' }, ...refusedEvent(definition)];
}

function refusedEvent<Input>({ refused }: ProcessDefinition<Input>): readonly Output[] {
  return refused ? [{ type: 'Publish', step: refused.name }] : [];
}

/** What cannot be undone stops the way back until a person says how it ended. */
function afterUndo<Input>(
  definition: ProcessDefinition<Input>,
  context: Context<Input>,
  state: TransactionState,
  { step, outcome }: Extract<Arrival, { type: 'Undelivered' }>,
): readonly Output[] {
  if (outcome.kind === 'confirmed') {
    return backFrom(definition, context, state, placeOf(definition, step) - 1);
  }
  const text = `It could not be taken back. ${outcome.vendorCode}: ${outcome.vendorText}`;
  return [{ type: 'AttentionNeeded', step, code: 'undo_refused', text }];
}
