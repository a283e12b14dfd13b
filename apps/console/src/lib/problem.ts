/** A refusal of the API, or its silence, as something that can be thrown, shown and asked. */

import type { ProblemDetails } from '@kontor/contracts';

export type ProblemCode = ProblemDetails['code'] | 'offline' | 'unreadable';

export type FieldError = {
  /** A JSON pointer into the body, or the name of a query parameter. */
  readonly at: string;
  readonly detail: string;
  readonly code: string;
};

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  readonly correlationId: string | undefined;
  /** 0 when nobody answered. */
  readonly status: number;
  readonly isRetryable: boolean;

  constructor(facts: ProblemFacts) {
    super(facts.detail ?? facts.title);
    this.name = 'Problem';
    this.code = facts.code;
    this.title = facts.title;
    this.detail = facts.detail;
    this.errors = facts.errors ?? [];
    this.correlationId = facts.correlationId;
    this.status = facts.status;
    this.isRetryable = facts.isRetryable ?? false;
  }
}

/** Whatever was thrown, as a problem that can be shown. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new Problem({
    code: 'unreadable',
    title: 'This page met something it does not know',
    detail,
    status: 0,
  });
}

type ProblemFacts = {
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly FieldError[];
  readonly correlationId?: string | undefined;
  readonly status: number;
  readonly isRetryable?: boolean;
};
