/** A problem as the API would answer it (RFC 9457), for standard error. */

import { PROBLEMS, type Defect, type ProblemCode } from '@kontor/kernel';

export function problemText(
  code: ProblemCode,
  detail: string,
  errors: readonly Defect[] = [],
): string {
  const { title, remedy } = PROBLEMS[code];
  const problem = {
    type: `/problems/${code}`,
    title,
    code,
    detail,
    remedy,
    ...(errors.length > 0 && { errors: errors.slice(0, ERRORS_SHOWN) }),
  };
  return `${JSON.stringify(problem, undefined, 2)}\n`;
}

/** Enough to mend a file by. */
const ERRORS_SHOWN = 50;
