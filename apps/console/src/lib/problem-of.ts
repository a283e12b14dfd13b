/** What a refusal of the API says, or that it says nothing: a proxy may have answered instead. */

import type { ProblemDetails } from '@kontor/contracts';
import { Problem } from './problem.ts';

export async function problemOf(response: Response): Promise<Problem> {
  const { status } = response;
  const correlationId = response.headers.get('kontor-correlation-id') ?? undefined;
  const details = (await response.json().catch(() => undefined)) as ProblemDetails | undefined;
  if (typeof details?.code !== 'string') {
    const title = `Kontor answered ${status} without saying why`;
    return new Problem({ code: 'unreadable', title, status, correlationId });
  }
  return new Problem({
    code: details.code,
    title: details.title,
    detail: details.detail,
    errors: (details.errors ?? []).map(({ pointer, ...rest }) => ({ at: pointer, ...rest })),
    correlationId: details.correlationId ?? correlationId,
    status,
    isRetryable: details.retryable,
  });
}
