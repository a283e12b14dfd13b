/** A transaction as lists and pages show it: its row, with what is open for a person. */

import type { Transaction } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { TransactionStatus } from '@kontor/process';
import { cutLine, cutText } from '../wire/cut-text.ts';
import { toMoneyWireOrNone } from '../wire/to-money-wire.ts';

export const SELECT_TRANSACTION = `
  select transaction.transaction_id, transaction.process, transaction.process_version,
         transaction.legal_entity, transaction.business_key, transaction.status,
         transaction.number, transaction.customer, transaction.amount_minor,
         transaction.currency, transaction.application_id, transaction.correlation_id,
         transaction.accepted_at, transaction.finished_at,
         transaction.state -> 'ending' ->> 'text' as ending_text,
         case when transaction.state -> 'ending' ->> 'code' = 'cancelled'
              then transaction.state -> 'ending' ->> 'by' end as cancelled_by,
         asked.exception_ids, asked.text as asked_text
  from transaction
  left join lateral (
    select array_agg(exception_id order by opened_at, exception_id) as exception_ids,
           (array_agg(text order by opened_at desc, exception_id desc))[1] as text
    from exception
    where exception.transaction_id = transaction.transaction_id and exception.status = 'open'
  ) as asked on true
`;

export type TransactionRow = {
  readonly transaction_id: string;
  readonly process: string;
  readonly process_version: number;
  readonly legal_entity: string;
  readonly business_key: string;
  readonly status: TransactionStatus;
  readonly number: string;
  readonly customer: string | null;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly application_id: string;
  readonly correlation_id: string;
  readonly accepted_at: Instant;
  readonly finished_at: Instant | null;
  readonly ending_text: string | null;
  /** Absent where it ended otherwise. */
  readonly cancelled_by: string | null;
  readonly exception_ids: string[] | null;
  /** Of the exception that was opened last. */
  readonly asked_text: string | null;
};

export function fromTransactionRow(row: TransactionRow): Transaction {
  const value = toMoneyWireOrNone(row.amount_minor, row.currency);
  const explanation = explanationOf(row);
  return {
    id: row.transaction_id,
    process: row.process,
    processVersion: row.process_version,
    legalEntity: row.legal_entity,
    businessKey: row.business_key.split(BUSINESS_KEY_SEPARATOR),
    status: row.status,
    number: cutLine(row.number, NUMBER_CHARACTERS_MAX),
    application: row.application_id,
    correlationId: row.correlation_id,
    acceptedAt: row.accepted_at,
    exceptions: (row.exception_ids ?? []).slice(0, EXCEPTIONS_MAX),
    ...(row.customer !== null && { customer: row.customer }),
    ...(value && { value }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.cancelled_by !== null &&
      row.finished_at !== null && {
        cancelled: {
          by: row.cancelled_by,
          at: row.finished_at,
          reason: row.ending_text ?? '',
        },
      }),
    ...(explanation !== null && { explanation: cutText(explanation, EXPLANATION_CHARACTERS_MAX) }),
  };
}

/** Why it ended without its effect, or else what a person is needed for. */
function explanationOf({ status, ending_text, asked_text }: TransactionRow): string | null {
  switch (status) {
    case 'refused':
    case 'taken_back':
      return ending_text;
    case 'waiting':
    case 'parked':
      return asked_text;
    default:
      return null;
  }
}

/**
 * As the engine joins the parts of a business key: a character that no document number contains.
 */
const BUSINESS_KEY_SEPARATOR = '\u001f';
// Limits of the contract.
const NUMBER_CHARACTERS_MAX = 140;
const EXCEPTIONS_MAX = 100;
const EXPLANATION_CHARACTERS_MAX = 2_000;
