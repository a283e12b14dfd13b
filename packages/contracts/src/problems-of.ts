/** Every problem that an operation can answer: its own, and those of the door it stands behind. */

import type { ProblemCode } from '@kontor/kernel';
import type { Endpoint } from './endpoint.ts';

export function problemsOf(endpoint: Endpoint): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>(DOOR_PROBLEMS);
  if (endpoint.method !== 'GET') codes.add('cross_site_request');
  if (endpoint.query && 'page_token' in endpoint.query.properties) codes.add('invalid_cursor');
  if (endpoint.bodies) for (const code of BODY_PROBLEMS) codes.add(code);
  if (takesJson(endpoint)) codes.add('malformed_json');
  if (endpoint.idempotency === 'required') for (const code of KEY_PROBLEMS) codes.add(code);
  if (endpoint.headers?.includes('If-Match')) {
    for (const code of PRECONDITION_PROBLEMS) codes.add(code);
  }
  for (const code of endpoint.problems) codes.add(code);
  return [...codes].sort();
}

function takesJson({ bodies = {} }: Endpoint): boolean {
  return Object.values(bodies).some(({ kind }) => kind === 'json');
}

/** Any request may meet these before its operation is asked. */
export const DOOR_PROBLEMS = [
  'malformed_request',
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_acceptable',
  'rate_limited',
  'internal',
  'unavailable',
] as const satisfies readonly ProblemCode[];

const BODY_PROBLEMS = ['body_too_large', 'unsupported_media_type', 'request_timeout'] as const;

const KEY_PROBLEMS = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_in_flight',
  'idempotency_key_reused',
] as const;

const PRECONDITION_PROBLEMS = ['precondition_required', 'precondition_failed'] as const;
