import { LINE_ERRORS_MAX, type LineProblem } from '@kontor/contracts';
import { PROBLEMS, type Problem } from '@kontor/kernel';
import type { Static } from 'typebox';
import { problemPage, toError } from '../../../gateway/problem/problem-body.ts';

/** What the single operation would have answered, without what belongs to a request. */
export function toLineProblem({ code, detail, errors }: Problem): Static<typeof LineProblem> {
  const { title, status } = PROBLEMS[code];
  return {
    ...{ type: problemPage(code), title, status, code },
    ...(detail !== undefined && { detail }),
    ...(errors && { errors: errors.slice(0, LINE_ERRORS_MAX).map(toError) }),
  };
}
