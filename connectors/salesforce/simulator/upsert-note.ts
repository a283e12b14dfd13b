/**
 * `PATCH /sobjects/{object}/{external id field}/{reference}`: creates the record or updates it.
 *
 * The books get one `account-note` for each record, under its reference, when it is created.
 * Writing it again is an `account-note-update` without a reference, because it is no further
 * effect; its facts say which record it was, and with `writing` how often that was written by then.
 */

import type {
  Ledger,
  LedgerEntry,
  SimulatedReply,
  SimulatedRequest,
} from '@kontor/connector-kit/simulator';
import type { Accounts } from './accounts.ts';
import {
  ACCOUNT_RELATION,
  checkNote,
  CUSTOMER_FIELD,
  requiredFieldsMissing,
  type NoteValues,
} from './note-fields.ts';
import { recordId } from './record-id.ts';
import { jsonReply, refusalReply, type Refusal } from './salesforce-reply.ts';

type Upsert = {
  readonly reference: string;
  readonly body: SimulatedRequest['body'];
  readonly accounts: Accounts;
  readonly ledger: Ledger;
};

export function upsertNote({ reference, body, accounts, ledger }: Upsert): SimulatedReply {
  const record = readRecord(body);
  if (!record) return refusalReply(UNREADABLE);
  const [existing] = ledger.entriesOf(reference);
  const customer = customerOf(record);
  const refusal = checkRecord({ record, customer, accounts, isNew: existing === undefined });
  if (refusal) return refusalReply(refusal);

  const { [ACCOUNT_RELATION]: _, ...values } = record;
  const facts = {
    ...(values as NoteValues),
    ...(customer !== undefined && {
      [CUSTOMER_FIELD]: customer,
      accountId: accounts.find(customer)?.id,
    }),
  };
  const number = existing?.number ?? recordId('a0K', ledger.entries().length + 1);
  if (existing) {
    const writing = writingsOf(ledger, number).length + 1;
    const kind = 'account-note-update';
    ledger.append({ kind, reference: '', number, facts: { ...facts, reference, writing } });
  } else {
    ledger.append({ kind: 'account-note', reference, number, facts: { ...facts, writing: 1 } });
  }
  const result = { id: number, success: true, errors: [], created: existing === undefined };
  return jsonReply(existing ? 200 : 201, result);
}

/** Every time that the record was written, in order. */
export function writingsOf(ledger: Ledger, id: string): readonly LedgerEntry[] {
  return ledger.entries().filter(({ number }) => number === id);
}

function readRecord(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function customerOf(record: Readonly<Record<string, unknown>>): string | undefined {
  const relation = record[ACCOUNT_RELATION] as Readonly<Record<string, unknown>> | undefined;
  const customer = relation?.[CUSTOMER_FIELD];
  return typeof customer === 'string' ? customer : undefined;
}

type RecordCheck = {
  readonly record: Readonly<Record<string, unknown>>;
  readonly customer: string | undefined;
  readonly accounts: Accounts;
  readonly isNew: boolean;
};

function checkRecord({ record, customer, accounts, isNew }: RecordCheck): Refusal | undefined {
  if (customer !== undefined && !accounts.find(customer)) return unknownAccount(customer);
  const refusal = checkNote(record, isNew);
  if (refusal) return refusal;
  if (customer === undefined) return isNew ? requiredFieldsMissing(['Account__c']) : undefined;
  return accounts.isLocked(customer) ? ROW_LOCKED : undefined;
}

function unknownAccount(customer: string): Refusal {
  return {
    status: 400,
    errorCode: 'INVALID_FIELD',
    message:
      `Foreign key external ID: ${customer.toLowerCase()} not found for field ${CUSTOMER_FIELD} ` +
      'in entity Account',
    fields: [],
  };
}

const ROW_LOCKED: Refusal = {
  status: 400,
  errorCode: 'UNABLE_TO_LOCK_ROW',
  message: 'unable to obtain exclusive access to this record',
  fields: [],
};

const UNREADABLE: Refusal = {
  status: 400,
  errorCode: 'JSON_PARSER_ERROR',
  message: 'Unexpected character in the request body',
};
