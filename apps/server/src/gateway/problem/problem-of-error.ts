/**
 * What was thrown, as a problem. Fastify tells what is wrong with the HTTP by codes; everything
 * that it does not name is our own fault and becomes `internal`, without a word of what it says. A
 * database that is away is nobody's fault: the same request, under the same key, may succeed later.
 */

import type { Problem } from '@kontor/kernel';
import { isDatabaseAway } from '@kontor/postgres';
import type { ProblemAnswer } from './problem-answer.ts';

export function problemOfError(error: unknown): ProblemAnswer {
  if (isDatabaseAway(error)) return DATABASE_AWAY;
  const code = (error as { readonly code?: unknown } | null)?.code;
  return (typeof code === 'string' && HTTP_FAULTS[code]) || { code: 'internal' };
}

/** A database that restarts is mostly back after a second or two. */
const DATABASE_AWAY: ProblemAnswer = { code: 'unavailable', headers: { 'retry-after': '1' } };

const HTTP_FAULTS: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'body_too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'unsupported_media_type' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'malformed_request',
    detail: 'Content-Length does not agree with the length of the body.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'malformed_json' },
  FST_ERR_BAD_URL: {
    code: 'malformed_request',
    detail: 'The path has a percent sign that no two hexadecimal digits follow.',
  },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not_found' },
  ERR_STREAM_PREMATURE_CLOSE: {
    code: 'malformed_request',
    detail: 'The body ended before it was complete.',
  },
  ECONNRESET: { code: 'malformed_request', detail: 'The connection broke within the body.' },
};
