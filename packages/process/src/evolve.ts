/** Fold one message into the state. Pure, total, and the only place where the state changes. */

import { assert, unreachable } from '@kontor/kernel';
import type { ProcessDefinition } from './definition.ts';
import type { Message } from './messages.ts';
import type { TransactionState } from './state.ts';

export function evolve<Input>(
  definition: ProcessDefinition<Input>,
  state: TransactionState,
  message: Message,
): TransactionState {
  switch (message.type) {
    case 'Enrich':
    case 'Deliver':
    case 'Undeliver':
      return { ...state, status: 'working', at: placeOf(definition, message.step) };
    case 'AskApproval':
    case 'Await':
      return { ...state, status: 'waiting', at: placeOf(definition, message.step) };
    case 'Enriched':
    case 'Supplied':
      return { ...state, enriched: { ...state.enriched, [message.step]: message.values } };
    case 'Delivered':
      if (message.outcome.kind === 'rejected') return state;
      return { ...state, confirmed: { ...state.confirmed, [message.step]: message.outcome } };
    case 'Undelivered':
      if (message.outcome.kind === 'rejected') return { ...state, status: 'parked' };
      return { ...state, confirmed: without(state.confirmed, message.step) };
    case 'Parked':
      return { ...state, status: 'parked', parkedFor: message.reason };
    case 'Resumed':
      return { ...state, status: 'working' };
    case 'Reopened':
      return { ...withoutEnding(state), status: 'working', direction: 'forward' };
    case 'Corrected':
      return {
        ...withoutEnding(state),
        status: 'working',
        direction: 'forward',
        at: -1,
        enriched: suppliedTo(definition, state),
        toldBefore: state.at,
        inputVersion: message.version,
      };
    case 'TurnedBack':
      return { ...state, status: 'working', direction: 'back', ending: message.ending };
    case 'Completed':
      return { ...state, status: 'done', at: definition.steps.length };
    case 'Refused':
      return { ...state, status: 'refused' };
    case 'TakenBack':
      return { ...state, status: 'taken_back' };
    case 'Accepted':
    case 'Approved':
    case 'Declined':
    case 'Abandoned':
    case 'Cancelled':
    case 'UndoAsked':
    case 'Publish':
    case 'AttentionNeeded':
      return state;
    default:
      return unreachable(message);
  }
}

export function placeOf<Input>(definition: ProcessDefinition<Input>, step: string): number {
  const place = definition.steps.findIndex(({ name }) => name === step);
  assert(place >= 0, `${definition.name} version ${definition.version} has a step ${step}`);
  return place;
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string) {
  const { [key]: _removed, ...rest } = record;
  return rest;
}

/** What people supplied stays; what was computed from the input is computed anew. */
function suppliedTo<Input>(definition: ProcessDefinition<Input>, { enriched }: TransactionState) {
  const waits = definition.steps.filter(({ kind }) => kind === 'wait').map(({ name }) => name);
  return Object.fromEntries(Object.entries(enriched).filter(([name]) => waits.includes(name)));
}

function withoutEnding({ ending: _ending, ...rest }: TransactionState): TransactionState {
  return rest;
}
