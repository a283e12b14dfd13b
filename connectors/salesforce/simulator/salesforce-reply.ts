/**
 * Replies in Salesforce's form: JSON, and refusals as a list of `{ message, errorCode, fields }`.
 */

import type { SimulatedReply } from '@kontor/connector-kit/simulator';

export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): SimulatedReply {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  };
}

export type Refusal = {
  readonly status: number;
  readonly errorCode: string;
  readonly message: string;
  readonly fields?: readonly string[];
};

export function refusalReply({ status, errorCode, message, fields }: Refusal): SimulatedReply {
  return jsonReply(status, [{ message, errorCode, ...(fields && { fields }) }]);
}

export const RESOURCE_NOT_FOUND: Refusal = {
  status: 404,
  errorCode: 'NOT_FOUND',
  message: 'The requested resource does not exist',
};
