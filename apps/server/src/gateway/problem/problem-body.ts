/** Problem details (RFC 9457) as they go over the wire. */

import type { ProblemDetails } from '@kontor/contracts';
import { PROBLEMS, type Defect, type Problem } from '@kontor/kernel';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

/** Where the page about a problem is: the `type` of RFC 9457, resolvable. */
export function problemPage(code: Problem['code']): string {
  return `/problems/${code}`;
}

type Place = {
  readonly instance?: string;
  readonly correlationId: string;
  readonly traceId: string;
};

export function problemBody(problem: Problem, place: Place): ProblemDetails {
  const definition = PROBLEMS[problem.code];
  return {
    type: problemPage(problem.code),
    title: definition.title,
    status: definition.status,
    code: problem.code,
    ...(problem.detail !== undefined && { detail: problem.detail }),
    ...(place.instance !== undefined && { instance: place.instance }),
    ...(problem.by !== undefined && { by: problem.by }),
    ...(problem.at !== undefined && { at: problem.at }),
    retryable: 'retryable' in definition,
    correlationId: place.correlationId,
    traceId: place.traceId,
    ...(problem.errors && {
      errors: problem.errors.slice(0, ERRORS_MAX).map(toError),
    }),
  };
}

/** One thing that is wrong, as it goes over the wire. */
export function toError({ at, line, code, detail }: Defect) {
  return { ...(line !== undefined && { line }), pointer: at, code, detail };
}

/** Enough to mend a document with; the rest is found with the next try. */
export const ERRORS_MAX = 100;
