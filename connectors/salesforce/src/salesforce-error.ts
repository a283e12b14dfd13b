/**
 * Salesforce's refusals: a list of `{ message, errorCode, fields }`, and what each code means for
 * us.
 *
 * A transaction that answers with one of these codes was rolled back. A code that is not in the
 * table is not taken for a refusal: the caller reports it as unknown.
 */

import type { DeliveryOutcome, RejectionReason, RetryableCause } from '@kontor/connector-sdk';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';

export function readSalesforceErrors(body: string): readonly SalesforceError[] | undefined {
  const json = parseJson(body);
  return Value.Check(SalesforceErrors, json) ? json : undefined;
}

/** Undefined when the table does not know the code. */
export function fromSalesforceError(error: SalesforceError): DeliveryOutcome | undefined {
  const { errorCode, message, fields } = error;
  const cause = RETRYABLE[errorCode];
  if (cause) return { kind: 'retryable', cause, detail: `${errorCode}: ${message}` };
  const reason = isUnknownAccount(error) ? 'unknown_master_data' : REJECTIONS[errorCode];
  if (!reason) return undefined;
  return {
    kind: 'rejected',
    reason,
    vendorCode: errorCode,
    vendorText: message,
    ...(fields && fields.length > 0 && { at: fields.join(', ') }),
  };
}

/** Undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const SalesforceErrors = Type.Array(
  Type.Object({
    message: Type.String(),
    errorCode: Type.String(),
    fields: Type.Optional(Type.Array(Type.String())),
  }),
  { minItems: 1 },
);
export type SalesforceError = Static<typeof SalesforceErrors>[number];

/**
 * An account that no record has the external id of is reported as INVALID_FIELD, the code that also
 * stands for a misspelt column. Only the message tells them apart.
 */
function isUnknownAccount({ errorCode, message }: SalesforceError): boolean {
  return errorCode === 'INVALID_FIELD' && message.startsWith('Foreign key external ID');
}

const RETRYABLE: Readonly<Record<string, RetryableCause>> = {
  // The day's calls are used up; they come back within 24 hours.
  REQUEST_LIMIT_EXCEEDED: 'throttled',
  UNABLE_TO_LOCK_ROW: 'locked',
  SERVER_UNAVAILABLE: 'unavailable',
  QUERY_TIMEOUT: 'unavailable',
  API_CURRENTLY_DISABLED: 'unavailable',
  INVALID_SESSION_ID: 'sign_in_refused',
  INVALID_AUTH_HEADER: 'sign_in_refused',
  API_DISABLED_FOR_ORG: 'sign_in_refused',
};

const REJECTIONS: Readonly<Record<string, RejectionReason>> = {
  DUPLICATE_VALUE: 'duplicate',
  DUPLICATES_DETECTED: 'duplicate',
  DUPLICATE_EXTERNAL_ID: 'duplicate',
  ENTITY_IS_DELETED: 'unknown_master_data',
  INVALID_CROSS_REFERENCE_KEY: 'unknown_master_data',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'business_rule',
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'business_rule',
  FIELD_INTEGRITY_EXCEPTION: 'business_rule',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'business_rule',
  INSUFFICIENT_ACCESS_OR_READONLY: 'business_rule',
  INVALID_FIELD: 'business_rule',
  INVALID_FIELD_FOR_INSERT_UPDATE: 'business_rule',
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'business_rule',
  INVALID_TYPE: 'business_rule',
  JSON_PARSER_ERROR: 'business_rule',
  MALFORMED_ID: 'business_rule',
  NOT_FOUND: 'business_rule',
  REQUIRED_FIELD_MISSING: 'business_rule',
  STORAGE_LIMIT_EXCEEDED: 'business_rule',
  STRING_TOO_LONG: 'business_rule',
};
