/**
 * What a person may do about an exception now: a pure function of where its transaction and its
 * delivery stand.
 *
 * The one rule that matters: what may have happened in another system is never given up. It is
 * asked for (`retry`, which looks it up first) or confirmed (`confirm-done`); only then can it be
 * undone.
 */

import type { ResolutionAction } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import type { ProcessDefinition, TransactionState } from '@kontor/process';
import type { StoredDeliveryStatus } from '../wire/to-delivery-status.ts';

export type ExceptionFacts = {
  readonly kind: 'delivery' | 'approval' | 'receipt' | 'file';
  readonly code: string;
  readonly step?: string;
  readonly delivery?: DeliveryFacts;
  /** Absent when it is not about a transaction. */
  readonly transaction?: {
    readonly definition: ProcessDefinition;
    readonly state: TransactionState;
  };
};

export type DeliveryFacts = {
  readonly status: StoredDeliveryStatus;
  readonly lastOutcome?: string;
  readonly wasSentUnclearly: boolean;
};

/** What an action does to the transaction. */
export type Effect =
  | { readonly kind: 'decide' }
  /** The parked delivery is tried again. */
  | { readonly kind: 'resume' }
  /** The refused transaction is tried again. */
  | { readonly kind: 'reopen' }
  /** It ends without its effect, and what was done is undone. */
  | { readonly kind: 'end' }
  /** The effect is there: a person says so. */
  | { readonly kind: 'confirm' }
  /** It was seen; the transaction has gone its way. */
  | { readonly kind: 'acknowledge' };

export type PossibleActions = Partial<Record<ResolutionAction, Effect>>;

export function possibleActions(facts: ExceptionFacts): PossibleActions {
  if (!facts.transaction) return { abandon: { kind: 'acknowledge' } };
  const { definition, state } = facts.transaction;
  const isHere = definition.steps[state.at]?.name === facts.step;
  switch (state.status) {
    case 'waiting':
      return isHere ? whileWaiting(facts) : { abandon: { kind: 'acknowledge' } };
    case 'parked':
      return isHere ? whileParked(facts, state) : { abandon: { kind: 'acknowledge' } };
    case 'refused':
      return isHere && isReopenable(facts.transaction)
        ? { retry: { kind: 'reopen' }, abandon: { kind: 'acknowledge' } }
        : { abandon: { kind: 'acknowledge' } };
    case 'working':
    case 'done':
    case 'taken_back':
      return { abandon: { kind: 'acknowledge' } };
    default:
      return unreachable(state.status);
  }
}

function whileWaiting({ kind }: ExceptionFacts): PossibleActions {
  if (kind !== 'approval') return { abandon: { kind: 'end' } };
  return { approve: { kind: 'decide' }, decline: { kind: 'decide' }, abandon: { kind: 'end' } };
}

function whileParked({ delivery, code }: ExceptionFacts, state: TransactionState): PossibleActions {
  // The system refused to undo it: nothing is in doubt, and asking again would change nothing.
  if (delivery?.status === 'rejected' && state.direction === 'back') {
    return { 'confirm-done': { kind: 'confirm' }, abandon: { kind: 'end' } };
  }
  if (delivery?.status !== 'parked') return { abandon: { kind: 'acknowledge' } };
  const tried: PossibleActions = {
    retry: { kind: 'resume' },
    'confirm-done': { kind: 'confirm' },
  };
  return isInDoubt(code, delivery) ? tried : { ...tried, abandon: { kind: 'end' } };
}

/** Whether the effect may be there, as far as the attempts tell. */
export function isInDoubt(code: string, delivery: DeliveryFacts | undefined): boolean {
  if (code === 'outcome_unknown' || delivery?.lastOutcome === 'unknown') return true;
  return code === 'could_not_be_handled' && delivery?.wasSentUnclearly === true;
}

/** As the interpreter has it: nothing had to be undone before the delivery that was refused. */
function isReopenable({ definition, state }: NonNullable<ExceptionFacts['transaction']>): boolean {
  const step = definition.steps[state.at];
  return step?.kind === 'deliver' && state.ending?.step === step.name;
}
