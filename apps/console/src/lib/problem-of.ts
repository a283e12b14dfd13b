/**
 * What a refusal of the API says, or that it says nothing: a proxy may have answered instead.
 * However the reply came, an ended session is noticed here, and the shell leads to sign in.
 */

import type { ProblemDetails } from '@kontor/contracts';
import { Problem } from './problem.ts';
import { noteSessionEnded } from './session.ts';

export async function problemOf(response: Response): Promise<Problem> {
  return problemOfReply({
    status: response.status,
    correlationId: response.headers.get('kontor-correlation-id'),
    body: await response.json().catch(() => undefined),
  });
}

export type RefusingReply = {
  readonly status: number;
  readonly correlationId: string | null;
  /** As parsed; undefined when it was no JSON. */
  readonly body: unknown;
};

/** The same of a reply that did not come by `fetch`. */
export function problemOfReply({ status, correlationId, body }: RefusingReply): Problem {
  const details = body as ProblemDetails | undefined;
  if (typeof details?.code !== 'string') {
    return new Problem({
      code: 'unreadable',
      title: `Kontor answered ${status} without saying why`,
      status,
      correlationId: correlationId ?? undefined,
    });
  }
  if (details.code === 'unauthenticated') noteSessionEnded();
  return new Problem({
    code: details.code,
    title: details.title,
    detail: details.detail,
    errors: (details.errors ?? []).map(({ pointer, ...rest }) => ({ at: pointer, ...rest })),
    correlationId: details.correlationId ?? correlationId ?? undefined,
    status,
    isRetryable: details.retryable,
  });
}
