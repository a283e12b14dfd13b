/**
 * The note object as the operator's guide says to set it up, and the checks that Salesforce makes
 * of a record before it saves it, in its words.
 */

import { parseBankingDay } from '@kontor/kernel';
import type { Refusal } from './salesforce-reply.ts';

export const NOTE_OBJECT = 'Kontor_Note__c';
export const REFERENCE_FIELD = 'Kontor_Reference__c';
export const ACCOUNT_RELATION = 'Account__r';
export const CUSTOMER_FIELD = 'Kontor_Customer__c';

/** What a note says: every field but the relation, as text or null. */
export type NoteValues = Readonly<Record<string, string | null>>;

/** Undefined when the record may be saved; an update leaves out what stays. */
export function checkNote(
  record: Readonly<Record<string, unknown>>,
  isNew: boolean,
): Refusal | undefined {
  for (const [name, value] of Object.entries(record)) {
    if (name === ACCOUNT_RELATION) continue;
    const refusal = checkField(name, value);
    if (refusal) return refusal;
  }
  const missing = Object.entries(FIELDS)
    .filter(([name, { isRequired }]) => isRequired && (isNew || name in record))
    .filter(([name]) => (record[name] ?? '') === '')
    .map(([name]) => name);
  return missing.length === 0 ? undefined : requiredFieldsMissing(missing);
}

export function requiredFieldsMissing(fields: readonly string[]): Refusal {
  return {
    status: 400,
    errorCode: 'REQUIRED_FIELD_MISSING',
    message: `Required fields are missing: [${fields.join(', ')}]`,
    fields,
  };
}

function checkField(name: string, value: unknown): Refusal | undefined {
  if (name === REFERENCE_FIELD) {
    const message = `The ${name} field should not be specified in the sobject data.`;
    return { status: 400, errorCode: 'INVALID_FIELD', message };
  }
  const field = FIELDS[name];
  if (!field) {
    const message = `No such column '${name}' on sobject of type ${NOTE_OBJECT}`;
    return { status: 400, errorCode: 'INVALID_FIELD', message };
  }
  if (value === null) return undefined;
  if (typeof value !== 'string') {
    const message = `Cannot deserialize instance of string from ${JSON.stringify(value)}`;
    return { status: 400, errorCode: 'JSON_PARSER_ERROR', message };
  }
  if (value.length > field.length) {
    const message = `${name}: data value too large: ${value} (max length=${field.length})`;
    return { status: 400, errorCode: 'STRING_TOO_LONG', message, fields: [name] };
  }
  return checkKind(name, value, field);
}

function checkKind(name: string, value: string, { values, isDate }: Field): Refusal | undefined {
  if (values && !values.includes(value)) {
    return {
      status: 400,
      errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      message: `${name}: bad value for restricted picklist field: ${value}`,
      fields: [name],
    };
  }
  if (isDate && !parseBankingDay(value)) {
    const message = `Cannot deserialize instance of date from VALUE_STRING value ${value}`;
    return { status: 400, errorCode: 'JSON_PARSER_ERROR', message };
  }
  return undefined;
}

type Field = {
  readonly length: number;
  readonly isRequired?: true;
  readonly isDate?: true;
  /** Of a restricted picklist. */
  readonly values?: readonly string[];
};

const FIELDS: Readonly<Record<string, Field>> = {
  Legal_Entity__c: { length: 10, isRequired: true },
  Subject__c: { length: 40, isRequired: true, values: ['invoice', 'credit-note', 'payment'] },
  Number__c: { length: 140, isRequired: true },
  Status__c: {
    length: 40,
    isRequired: true,
    values: ['posted', 'paid', 'partly-paid', 'reversed'],
  },
  Day__c: { length: 10, isRequired: true, isDate: true },
  Amount__c: { length: 30, isRequired: true },
  Currency__c: { length: 3, isRequired: true },
  Document_Number__c: { length: 20 },
};
