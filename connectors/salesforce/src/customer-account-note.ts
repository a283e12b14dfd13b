/**
 * `customerAccount.note`: one record of the note object per reference, written by `PATCH
 * /sobjects/{object}/{external id field}/{reference}`.
 *
 * The upsert finds the record that an earlier attempt made, so a lost reply is mended by sending
 * again. The account is named by its own external id, the customer number: no record id is looked
 * up.
 */

import type { AccountNote } from '@kontor/canon';
import { fromCommonReply, type DeliveryOutcome, type HttpAnswer } from '@kontor/connector-sdk';
import { assert, fromDecimal, parseCurrency, toDecimal } from '@kontor/kernel';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { salesforceNames, type SalesforceConfig } from './config.ts';
import { callSalesforce, type SalesforceContext } from './salesforce-api.ts';
import {
  fromSalesforceError,
  parseJson,
  readSalesforceErrors,
  type SalesforceError,
} from './salesforce-error.ts';

export async function noteOnAccount(
  note: AccountNote,
  context: SalesforceContext,
): Promise<DeliveryOutcome> {
  const record = toSalesforceNote(note, context.config);
  if (!record) return inexactAmount(note);
  const path = recordPath(note, context.config);
  const body = JSON.stringify(record);
  const reply = await callSalesforce({ method: 'PATCH', path, body }, context);
  if (reply.kind === 'not-signed-in') return reply.outcome;
  // First, because Salesforce may send its own code with the status of a limit.
  if (reply.kind === 'reply') {
    const outcome = fromErrors(reply, context.config);
    if (outcome) return outcome;
  }
  const common = fromCommonReply(reply, context.clock);
  if (common) return common;
  assert(reply.kind === 'reply', 'silence is a common reply');
  switch (reply.status) {
    case 200:
    case 201:
      return fromUpserted(reply);
    case 204:
      return findRecord(note, context);
    case 300:
      return severalRecords(note, context.config);
    default:
      return { kind: 'unknown', detail: `Salesforce answered ${reply.status} without its code.` };
  }
}

/**
 * Undefined when the amount has more decimals than its currency. The amount stays text: a number
 * field of Salesforce is a double with a fixed scale, which rounds what it cannot hold in silence.
 */
export function toSalesforceNote(
  note: AccountNote,
  config: SalesforceConfig,
): Readonly<Record<string, unknown>> | undefined {
  const names = salesforceNames(config);
  const amount = exactAmount(note);
  if (amount === undefined) return undefined;
  return {
    [names.accountRelation]: { [names.customerField]: note.customer },
    [names.legalEntityField]: note.legalEntity,
    [names.subjectField]: note.subject,
    [names.numberField]: note.number,
    [names.statusField]: note.status,
    [names.dayField]: note.day,
    [names.amountField]: amount,
    [names.currencyField]: note.currency,
    [names.documentNumberField]: note.documentNumber ?? null,
  };
}

function exactAmount({ amount, currency: code }: AccountNote): string | undefined {
  const currency = parseCurrency(code);
  const exact = currency && fromDecimal(amount, currency);
  return exact && toDecimal(exact);
}

function inexactAmount({ amount, currency }: AccountNote): DeliveryOutcome {
  return {
    kind: 'rejected',
    reason: 'business_rule',
    vendorCode: 'not_sent/amount_inexact',
    vendorText: `${amount} is no exact amount of ${currency}. Nothing was sent to Salesforce.`,
    at: 'amount',
  };
}

function recordPath({ reference }: AccountNote, config: SalesforceConfig): string {
  const { noteObject, referenceField } = salesforceNames(config);
  return `/sobjects/${noteObject}/${referenceField}/${encodeURIComponent(reference)}`;
}

function fromErrors(
  { status, body }: HttpAnswer,
  config: SalesforceConfig,
): DeliveryOutcome | undefined {
  if (status < 400) return undefined;
  const [first] = readSalesforceErrors(body) ?? [];
  if (first && isOwnCopy(first, config)) return ANOTHER_COPY_IS_WRITING;
  return first && fromSalesforceError(first);
}

/**
 * Two copies of one request that arrive together both find no record, and both insert: the unique
 * index refuses the second with DUPLICATE_VALUE on our own field. Sent again, it finds the record.
 */
function isOwnCopy({ errorCode, message }: SalesforceError, config: SalesforceConfig): boolean {
  const { referenceField } = salesforceNames(config);
  return errorCode === 'DUPLICATE_VALUE' && message.includes(referenceField);
}

function fromUpserted({ body }: HttpAnswer): DeliveryOutcome {
  const result = parseJson(body);
  if (!upserted.Check(result)) {
    return { kind: 'unknown', detail: 'Salesforce answered a success that names no record.' };
  }
  return { kind: 'confirmed', externalReference: result.id };
}

/** A 204 says that the record was updated, and not which it is. */
async function findRecord(note: AccountNote, context: SalesforceContext): Promise<DeliveryOutcome> {
  const path = `${recordPath(note, context.config)}?fields=Id`;
  const reply = await callSalesforce({ method: 'GET', path }, context);
  const found = reply.kind === 'reply' && reply.status === 200 ? parseJson(reply.body) : undefined;
  return record.Check(found)
    ? { kind: 'confirmed', externalReference: found.Id }
    : { kind: 'unknown', detail: 'Salesforce took the note and did not say which record it is.' };
}

function severalRecords({ reference }: AccountNote, config: SalesforceConfig): DeliveryOutcome {
  const { referenceField } = salesforceNames(config);
  return {
    kind: 'rejected',
    reason: 'duplicate',
    vendorCode: 'MULTIPLE_CHOICES',
    vendorText: `Several records have the reference ${reference}; the field must be unique.`,
    at: referenceField,
  };
}

const ANOTHER_COPY_IS_WRITING: DeliveryOutcome = {
  kind: 'retryable',
  cause: 'locked',
  detail: 'DUPLICATE_VALUE: another copy of this request is writing the record.',
};

const upserted = Compile(
  Type.Object({ id: Type.String({ minLength: 15 }), success: Type.Literal(true) }),
);
const record = Compile(Type.Object({ Id: Type.String({ minLength: 15 }) }));
