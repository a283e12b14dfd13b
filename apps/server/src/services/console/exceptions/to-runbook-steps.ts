/**
 * The runbook's steps with what they offer for this very exception: the actions that are possible,
 * where the links lead, and why something is not possible.
 */

import type { ActionEffect, ExceptionPane, Permission } from '@kontor/contracts';
import type { Runbook, RunbookAction } from '@kontor/governance';
import { effectReference } from '@kontor/process';
import type { TransactionId } from '@kontor/kernel';
import type { Call } from '../../../gateway/services.ts';
import { ACTION_LABELS } from '../../exceptions/describe-action.ts';
import type { ExceptionRow } from '../../exceptions/exception-row.ts';
import type { PeriodOf } from './read-period-of.ts';

type Offer = NonNullable<ExceptionPane['runbook']>['steps'][number]['offers'][number];

export type StepView = {
  readonly row: ExceptionRow;
  readonly actions: readonly ActionEffect[];
  readonly period: PeriodOf | undefined;
  readonly correction: ExceptionPane['correction'];
};

export function toRunbookSteps(
  { name, title, meaning, steps, certain }: Runbook,
  call: Call,
  view: StepView,
): NonNullable<ExceptionPane['runbook']> {
  return {
    name,
    title,
    meaning,
    certain,
    steps: steps.map(({ text, offers }) => ({
      text,
      offers: offers.flatMap(({ action }) => offerOf(action, call, view)),
    })),
  };
}

/** Nothing is offered where there is nothing that it could be about. */
function offerOf(action: RunbookAction, call: Call, view: StepView): readonly Offer[] {
  switch (action) {
    case 'retry':
    case 'abandon':
    case 'confirm-done':
    case 'approve':
    case 'decline':
      return [decisionOffer(action, view)];
    case 'correct':
      return correctionOffer(view);
    case 'open-period':
      return periodOffer(call, view);
    case 'refresh-master-data':
      return refreshOffer(call, view);
    case 'reference':
      return referenceOffer(view);
    default:
      return linkOffer(action, call, view);
  }
}

function decisionOffer(action: keyof typeof ACTION_LABELS, { row, actions }: StepView): Offer {
  const effect = actions.find((each) => each.action === action);
  const obstacle =
    row.status === 'resolved'
      ? 'It is resolved.'
      : effect
        ? effect.obstacle
        : 'Not possible in the state it is in.';
  return { action, label: ACTION_LABELS[action], ...(obstacle !== undefined && { obstacle }) };
}

function correctionOffer({ correction }: StepView): readonly Offer[] {
  if (!correction) return [];
  const offer = { action: 'correct', label: 'Correct the document' };
  return [correction.possible ? offer : { ...offer, obstacle: correction.sentence }];
}

function periodOffer(call: Call, { period }: StepView): readonly Offer[] {
  if (!period) return [];
  const { legalEntity, name, status, version } = period;
  const obstacle =
    status === 'open'
      ? `Period ${name} of ${legalEntity} is open in Kontor.`
      : missing(call, 'periods:write', 'open periods');
  return [
    {
      action: 'open-period',
      label: `Open period ${name} of ${legalEntity}`,
      target: { legalEntity, period: name, version },
      ...(obstacle !== undefined && { obstacle }),
    },
  ];
}

function refreshOffer(call: Call, { row }: StepView): readonly Offer[] {
  if (row.connection === null) return [];
  const obstacle = missing(call, 'connections:operate', 'operate connections');
  return [
    {
      action: 'refresh-master-data',
      label: 'Read master data anew',
      target: { connection: row.connection },
      ...(obstacle !== undefined && { obstacle }),
    },
  ];
}

function referenceOffer({ row }: StepView): readonly Offer[] {
  if (row.transaction_id === null || row.step === null) return [];
  const reference = effectReference(row.transaction_id as TransactionId, row.step);
  return [{ action: 'reference', label: 'Copy our reference', target: { reference } }];
}

function linkOffer(action: LinkAction, call: Call, { row }: StepView): readonly Offer[] {
  const { label, permission, what } = LINKS[action];
  const target = targetOf(action, row);
  if (!target) return [];
  const obstacle = missing(call, permission, what);
  return [{ action, label, target, ...(obstacle !== undefined && { obstacle }) }];
}

type LinkAction = 'transaction' | 'delivery' | 'match' | 'bank-entry' | 'bank-file';

function targetOf(action: LinkAction, row: ExceptionRow): Offer['target'] | undefined {
  const { transaction_id: transaction, delivery_id: delivery } = row;
  if (action === 'transaction') return transaction === null ? undefined : { transaction };
  if (action === 'delivery') {
    return delivery === null || transaction === null ? undefined : { delivery, transaction };
  }
  if (action === 'bank-file') return row.bank_file_id === null ? undefined : fileOf(row);
  return row.bank_entry_id === null ? undefined : { bankEntry: row.bank_entry_id };
}

function fileOf({ bank_file_id }: ExceptionRow) {
  return bank_file_id === null ? undefined : { bankFile: bank_file_id };
}

function missing({ actor }: Call, permission: Permission, what: string): string | undefined {
  return actor.permissions.has(permission) ? undefined : `You may not ${what}.`;
}

const LINKS: Readonly<Record<LinkAction, { label: string; permission: Permission; what: string }>> =
  {
    transaction: {
      label: 'Open the document',
      permission: 'transactions:read',
      what: 'read transactions',
    },
    delivery: {
      label: 'See what was sent and answered',
      permission: 'deliveries:read',
      what: 'read deliveries',
    },
    match: { label: 'Match it', permission: 'receivables:match', what: 'match receipts' },
    'bank-entry': { label: 'Open the receipt', permission: 'bank:read', what: 'read bank entries' },
    'bank-file': { label: 'Open the file', permission: 'bank:read', what: 'read bank files' },
  };
