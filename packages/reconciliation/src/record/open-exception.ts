/**
 * Asks a person: one open exception per bank entry, with its event, in the caller's transaction. An
 * entry that is asked about already keeps its exception, its age and its owner.
 */

import { money, toDecimal, type CurrencyCode, type IdSource, type Money } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { writeEvent } from './write-event.ts';

export type NewException = {
  readonly kind: 'receipt' | 'file';
  /** Stable name: `receipt_ambiguous`. */
  readonly code: string;
  /** One or two sentences for the person who decides. */
  readonly text: string;
  readonly legalEntity: string;
  readonly bankEntryId?: string;
  readonly bankFileId?: string;
  readonly value?: Money;
  readonly correlationId?: string | undefined;
};

export async function openException(
  db: Queryable,
  ids: IdSource,
  exception: NewException,
): Promise<void> {
  const id = ids.next('ExceptionId');
  const { value } = exception;
  const { rowCount } = await db.query({
    name: 'reconciliation_open_exception',
    text: OPEN_EXCEPTION,
    values: [
      id,
      exception.kind,
      exception.code,
      exception.text,
      exception.legalEntity,
      exception.bankEntryId,
      exception.bankFileId,
      value?.minor.toString(),
      value?.currency,
      exception.kind === 'file' ? 'bank:write' : 'receivables:match',
    ],
  });
  if (rowCount === 0) return;
  await writeEvent(db, ids, {
    type: 'kontor.exception.opened.v1',
    subject: id,
    legalEntity: exception.legalEntity,
    partitionKey: id,
    correlationId: exception.correlationId,
    data: {
      exception: id,
      kind: exception.code,
      legalEntity: exception.legalEntity,
      title: exception.text.slice(0, TITLE_CHARACTERS_MAX),
      ...(value && { value: toWire(value) }),
    },
  });
}

function toWire({ minor, currency }: { minor: bigint; currency: CurrencyCode }) {
  return { amount: toDecimal(money(minor, currency)), currency };
}

/** What the contract of the event allows. */
const TITLE_CHARACTERS_MAX = 300;

const OPEN_EXCEPTION = `
  insert into exception (exception_id, kind, code, text, legal_entity, bank_entry_id, bank_file_id,
    amount_minor, currency, permission)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (bank_entry_id) where status = 'open' and bank_entry_id is not null do nothing
`;
