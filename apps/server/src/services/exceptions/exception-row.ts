/** An exception with what decides about it: its transaction, its delivery, its comments. */

import type { Exception } from '@kontor/contracts';
import type { ProcessCatalogue } from '@kontor/engine';
import { parseInstant, present, type Instant } from '@kontor/kernel';
import type { TransactionState } from '@kontor/process';
import { cutLine, cutText } from '../wire/cut-text.ts';
import { toMoneyWireOrNone } from '../wire/to-money-wire.ts';
import type { StoredDeliveryStatus } from '../wire/to-delivery-status.ts';
import { possibleActions, type ExceptionFacts } from './possible-actions.ts';
import { titleOf } from './title-of.ts';

export const SELECT_EXCEPTION = `
  select exception.exception_id, exception.kind, exception.code, exception.text,
         exception.legal_entity, exception.transaction_id, exception.delivery_id, exception.step,
         exception.bank_entry_id, exception.bank_file_id, exception.amount_minor,
         exception.currency, exception.permission, exception.owner, exception.status,
         exception.resolution, exception.resolved_by, exception.resolved_at,
         exception.resolved_reason, exception.version, exception.opened_at, exception.due_at,
         exception.assigned_by, exception.assigned_at, name_of(exception.owner) as owner_name,
         name_of(exception.resolved_by) as resolved_by_name,
         name_of(exception.assigned_by) as assigned_by_name,
         transaction.process, transaction.process_version, transaction.number,
         transaction.customer, transaction.party_name, receipt.counterparty_name as payer,
         transaction.state, transaction.version as transaction_version,
         transaction.application_id,
         delivery.status as delivery_status, delivery.connection, delivery.operation,
         delivery.external_reference,
         delivery.last_sent_at is not null as was_sent_unclearly,
         last_attempt.outcome as last_outcome, said.comments
  from exception
  left join transaction on transaction.transaction_id = exception.transaction_id
  left join delivery on delivery.delivery_id = exception.delivery_id
  left join bank_entry as receipt on receipt.bank_entry_id = exception.bank_entry_id
  left join lateral (
    select outcome
    from delivery_attempt
    where delivery_attempt.delivery_id = exception.delivery_id
    order by number desc
    limit 1
  ) as last_attempt on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('at', written_at, 'by', author, 'text', text,
             'name', name_of(author)) order by number) as comments
    from exception_comment
    where exception_comment.exception_id = exception.exception_id
  ) as said on true
`;

export type ExceptionRow = {
  readonly exception_id: string;
  readonly kind: ExceptionFacts['kind'];
  readonly code: string;
  readonly text: string;
  readonly legal_entity: string;
  readonly transaction_id: string | null;
  readonly delivery_id: string | null;
  readonly step: string | null;
  readonly bank_entry_id: string | null;
  readonly bank_file_id: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly permission: string;
  readonly owner: string | null;
  readonly status: 'open' | 'resolved';
  readonly resolution: string | null;
  readonly resolved_by: string | null;
  readonly resolved_at: Instant | null;
  readonly resolved_reason: string | null;
  readonly version: number;
  readonly opened_at: Instant;
  readonly due_at: Instant;
  readonly assigned_by: string | null;
  readonly assigned_at: Instant | null;
  readonly owner_name: string | null;
  readonly resolved_by_name: string | null;
  readonly assigned_by_name: string | null;
  readonly process: string | null;
  readonly process_version: number | null;
  readonly number: string | null;
  readonly customer: string | null;
  readonly party_name: string | null;
  /** Of a receipt: for those who may read bank data. */
  readonly payer: string | null;
  readonly state: TransactionState | null;
  readonly transaction_version: number | null;
  readonly application_id: string | null;
  readonly delivery_status: StoredDeliveryStatus | null;
  readonly connection: string | null;
  readonly operation: string | null;
  readonly external_reference: string | null;
  readonly was_sent_unclearly: boolean | null;
  readonly last_outcome: string | null;
  readonly comments: readonly SaidRow[] | null;
};

type SaidRow = {
  readonly at: string;
  readonly by: string;
  readonly text: string;
  readonly name: string;
};

/** As people read it: whoever did something is called by their name. */
export function withNames(row: ExceptionRow): ExceptionRow {
  return {
    ...row,
    owner: row.owner_name,
    resolved_by: row.resolved_by_name,
    assigned_by: row.assigned_by_name,
    comments: (row.comments ?? []).map((said) => ({ ...said, by: said.name })),
  };
}

export function fromExceptionRow(row: ExceptionRow, catalogue: ProcessCatalogue): Exception {
  const value = toMoneyWireOrNone(row.amount_minor, row.currency);
  const resolution = resolutionOf(row);
  const isOpen = row.status === 'open';
  const actions = isOpen ? possibleActions(factsOf(row, catalogue)) : {};
  return {
    id: row.exception_id,
    kind: row.code,
    title: cutLine(titleOf(row, catalogue), TITLE_CHARACTERS_MAX),
    explanation: cutText(row.text, TEXT_CHARACTERS_MAX),
    status: row.status,
    legalEntity: row.legal_entity,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    actions: Object.keys(actions) as Exception['actions'],
    runbook: row.code.replaceAll('_', '-'),
    comments: (row.comments ?? []).slice(-COMMENTS_MAX).map(fromComment),
    version: row.version,
    ...(row.transaction_id !== null && { transaction: row.transaction_id }),
    ...(row.delivery_id !== null && { delivery: row.delivery_id }),
    ...(row.bank_file_id !== null && { bankFile: row.bank_file_id }),
    ...(row.bank_entry_id !== null && { bankEntry: row.bank_entry_id }),
    ...(row.owner !== null && { owner: row.owner }),
    ...(value && { value }),
    ...(resolution && { resolution }),
  };
}

export function factsOf(row: ExceptionRow, catalogue: ProcessCatalogue): ExceptionFacts {
  const { kind, code, step, state, process, process_version: version } = row;
  return {
    kind,
    code,
    ...(step !== null && { step }),
    ...(row.delivery_status !== null && {
      delivery: {
        status: row.delivery_status,
        wasSentUnclearly: row.was_sent_unclearly === true,
        ...(row.last_outcome !== null && { lastOutcome: row.last_outcome }),
      },
    }),
    ...(state !== null &&
      process !== null &&
      version !== null && { transaction: { definition: catalogue.find(process, version), state } }),
  };
}

function resolutionOf(row: ExceptionRow): Exception['resolution'] | undefined {
  if (row.status === 'open') return undefined;
  const action = present(row.resolution, 'a resolved exception says how');
  return {
    action: action as NonNullable<Exception['resolution']>['action'],
    reason: cutText(row.resolved_reason ?? '', REASON_CHARACTERS_MAX),
    by: present(row.resolved_by, 'a resolved exception says by whom'),
    at: present(row.resolved_at, 'a resolved exception says when'),
    ...(action === 'confirm-done' &&
      row.external_reference !== null && { externalReference: row.external_reference }),
  };
}

function fromComment({ at, by, text }: SaidRow) {
  return { at: present(parseInstant(at), at), by, text };
}

// Limits of the contract.
const TITLE_CHARACTERS_MAX = 300;
const TEXT_CHARACTERS_MAX = 5_000;
const REASON_CHARACTERS_MAX = 500;
const COMMENTS_MAX = 1_000;
