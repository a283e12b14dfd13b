/**
 * Bytes to a value of the contract: guarded, parsed, checked. Nothing is built from what is
 * refused.
 */

import type { Problem } from '@kontor/kernel';
import { guardJson } from '../json-guard/guard-json.ts';
import type { SchemaCheck } from './schema-check.ts';

export function readJson(
  bytes: Buffer,
  check: SchemaCheck,
): { readonly value: unknown } | { readonly problem: Problem } {
  const defect = guardJson(bytes);
  if (defect)
    return { problem: { code: 'malformed_json', detail: defect.detail, errors: [defect] } };
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  const errors = check(value);
  if (errors.length > 0) return { problem: { code: 'invalid_request', errors } };
  return { value };
}
