/** Each possible action with what it would do, and whether this person may do it. */

import type { ActionEffect, ResolutionAction } from '@kontor/contracts';
import { effectReference } from '@kontor/process';
import type { TransactionId } from '@kontor/kernel';
import type { Call } from '../../../gateway/services.ts';
import { ACTION_LABELS, describeAction, type LaneFacts } from '../../exceptions/describe-action.ts';
import { factsOf, type ExceptionRow } from '../../exceptions/exception-row.ts';
import { possibleActions, type Effect } from '../../exceptions/possible-actions.ts';
import { toMoneyWireOrNone } from '../../wire/to-money-wire.ts';
import { wordMoney } from '../../wire/wording.ts';
import type { ConsoleExceptionsOptions } from './console-exceptions-service.ts';

export type EffectView = {
  readonly row: ExceptionRow;
  readonly lane: LaneFacts | undefined;
  readonly isOwnWork: boolean;
};

export function toEffects(
  options: ConsoleExceptionsOptions,
  call: Call,
  view: EffectView,
): readonly ActionEffect[] {
  if (view.row.status === 'resolved') return [];
  const possible = possibleActions(factsOf(view.row, options.catalogue));
  return Object.entries(possible).map(([action, effect]) =>
    toEffect(options, call, view, { action: action as ResolutionAction, effect }),
  );
}

function toEffect(
  options: ConsoleExceptionsOptions,
  call: Call,
  { row, lane, isOwnWork }: EffectView,
  { action, effect }: { readonly action: ResolutionAction; readonly effect: Effect },
): ActionEffect {
  const idempotency = idempotencyOf(options, row);
  const isBlind = effect.kind === 'resume' && idempotency === 'none';
  const needsOther = effect.kind === 'decide' || effect.kind === 'confirm' || isBlind;
  const obstacle = obstacleOf(call, effect, needsOther && isOwnWork);
  const value = toMoneyWireOrNone(row.amount_minor, row.currency);
  const { transaction } = factsOf(row, options.catalogue);
  return {
    action,
    label: ACTION_LABELS[action],
    sentences: [
      ...describeAction({
        action,
        effect,
        ...transaction,
        ...(row.connection !== null && {
          system: options.titleOf(row.connection) ?? row.connection,
        }),
        ...(idempotency && { idempotency }),
        ...(row.transaction_id !== null &&
          row.step !== null && {
            reference: effectReference(row.transaction_id as TransactionId, row.step),
          }),
        ...(value && { amount: wordMoney(value) }),
        ...(lane && { lane }),
      }),
    ],
    needsOther,
    ...(obstacle !== undefined && { obstacle }),
  };
}

function idempotencyOf({ idempotencyOf: of }: ConsoleExceptionsOptions, row: ExceptionRow) {
  if (row.connection === null || row.operation === null) return undefined;
  return of(row.connection, row.operation);
}

function obstacleOf({ actor }: Call, effect: Effect, isOwn: boolean): string | undefined {
  if (!actor.permissions.has('exceptions:resolve')) {
    return 'You may look at exceptions, not decide about them.';
  }
  if (effect.kind === 'decide' && !actor.permissions.has('approvals:decide')) {
    return 'You may not approve: somebody with the permission to approve has to decide.';
  }
  return isOwn ? OWN_WORK : undefined;
}

const OWN_WORK =
  'You handed it over or corrected it yourself. Nobody decides on what they started: ask a ' +
  'second person.';
