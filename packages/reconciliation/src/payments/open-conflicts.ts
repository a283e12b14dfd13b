/**
 * Ask a person about every end that contradicts the one that stands: one exception for each line of
 * the report that says so. A line about the whole message is one, however many transfers it means.
 */

import { currency, money, toDecimal, type IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { PAYMENT_STATUSES, type PaymentStatusReason } from '@kontor/canon';
import { writeEvent } from '../record/write-event.ts';
import type { StatusFact } from './apply-report.ts';
import type { StoredBatch, StoredTransfer } from './read-reported-batch.ts';
import type { ReadReport } from './take-report.ts';

export type ConflictedFact = StatusFact & { readonly exceptionId?: string };

/** The same facts; those that contradict name the exception that asks about them. */
export async function openConflicts(
  db: Queryable,
  ids: IdSource,
  arrived: ReadReport,
  { batch, facts }: { readonly batch: StoredBatch; readonly facts: readonly StatusFact[] },
): Promise<readonly ConflictedFact[]> {
  const lines = Map.groupBy(
    facts.filter(({ change }) => change === 'conflict'),
    ({ level, position }) => (level === 'transfer' ? `transfer ${position}` : level),
  );
  const exceptions = new Map<number, string>();
  for (const line of lines.values()) {
    const exceptionId = ids.next('ExceptionId');
    for (const { position } of line) exceptions.set(position, exceptionId);
    await openConflict(db, ids, arrived, { batch, line, exceptionId });
  }
  return facts.map((fact) => {
    const exceptionId = exceptions.get(fact.position);
    return exceptionId === undefined ? fact : { ...fact, exceptionId };
  });
}

type Conflict = {
  readonly batch: StoredBatch;
  readonly line: readonly StatusFact[];
  readonly exceptionId: string;
};

async function openConflict(
  db: Queryable,
  ids: IdSource,
  arrived: ReadReport,
  { batch, line, exceptionId }: Conflict,
): Promise<void> {
  const transfers = line.map(({ position }) => transferAt(batch, position));
  const minor = transfers.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  const text = tellConflict(arrived, line, transfers);
  const { transactionId, legalEntity } = batch;
  await db.query({
    name: 'open_payment_conflict',
    text: OPEN_PAYMENT_CONFLICT,
    values: [exceptionId, text, legalEntity, transactionId, minor.toString(), batch.currency],
  });
  await writeEvent(db, ids, {
    type: 'kontor.exception.opened.v1',
    subject: exceptionId,
    legalEntity,
    partitionKey: exceptionId,
    transactionId,
    correlationId: arrived.correlationId,
    data: {
      exception: exceptionId,
      kind: CODE,
      legalEntity,
      transaction: transactionId,
      process: PROCESS,
      title: text.slice(0, TITLE_CHARACTERS_MAX),
      value: {
        amount: toDecimal(money(minor, currency(batch.currency))),
        currency: batch.currency,
      },
    },
  });
}

function transferAt({ transfers }: StoredBatch, position: number): StoredTransfer {
  // Positions count from 1 and are complete: they were written with the batch.
  return transfers[position - 1] as StoredTransfer;
}

/** Both statuses and both reports, in words: the person who reads it calls the bank. */
function tellConflict(
  { report }: ReadReport,
  line: readonly StatusFact[],
  transfers: readonly StoredTransfer[],
): string {
  const [fact] = line;
  const [transfer] = transfers;
  if (!fact || !transfer) return '';
  const what =
    line.length === 1 ? `Transfer ${fact.endToEndId}` : `${line.length} transfers of the batch`;
  const stands = fact.before ?? fact.status;
  const toldBy = transfer.toldBy === undefined ? '' : `, told by report ${transfer.toldBy}`;
  const names = transfers.slice(0, NAMES_MAX).map(({ endToEndId }) => endToEndId);
  const which =
    line.length === 1 ? '' : ` (${names.join(', ')}${transfers.length > NAMES_MAX ? ', …' : ''})`;
  return (
    `${what}${which}: ${PAYMENT_STATUSES[stands]} (${stands}${toldBy}), and now ` +
    `${PAYMENT_STATUSES[fact.told]} (${fact.told}, report ${report.messageId} of ` +
    `${report.createdAt})${tellReasons(fact.reasons)}. Kontor keeps ${stands}. Ask the bank ` +
    'where the money is before anything is paid again.'
  );
}

function tellReasons(reasons: readonly PaymentStatusReason[]): string {
  const words = reasons.map(({ code, text }) => [code, text].filter(Boolean).join(' '));
  return words.length === 0 ? '' : `: ${words.join('; ').slice(0, REASONS_CHARACTERS_MAX)}`;
}

const CODE = 'payment_status_conflict';
const PROCESS = 'send-payment-batch';
/** What the contract of the event allows. */
const TITLE_CHARACTERS_MAX = 300;
/** As many names as a sentence bears. */
const NAMES_MAX = 3;
const REASONS_CHARACTERS_MAX = 500;

// Of kind delivery, about its transaction: it is found where the batch is found.
const OPEN_PAYMENT_CONFLICT = `
  insert into exception (exception_id, kind, code, text, legal_entity, transaction_id, step,
    amount_minor, currency, permission)
  values ($1, 'delivery', '${CODE}', $2, $3, $4, 'send', $5, $6, 'exceptions:resolve')
`;
