/** What a fault of the file system means for a hand-over that had not been made yet. */

import type { Retryable, RetryableCause } from '@kontor/connector-sdk';

/** `ENOSPC`; undefined for anything that the file system did not say. */
export function faultCode(fault: unknown): string | undefined {
  const code = fault instanceof Error ? (fault as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** What it answers where the file system says so; any other fault is thrown again. */
export function unless<Answer>(code: string, answer: Answer): (fault: unknown) => Answer {
  return (fault) => {
    if (faultCode(fault) === code) return answer;
    throw fault;
  };
}

/** Undefined for what is no fault of the file system: a mistake of ours is not tried again. */
export function retryableFault(fault: unknown): Retryable | undefined {
  const code = faultCode(fault);
  if (code === undefined) return undefined;
  const cause = CAUSES[code] ?? 'unavailable';
  return { kind: 'retryable', cause, detail: `Nothing was sent: the outbox answers ${code}.` };
}

const CAUSES: Readonly<Record<string, RetryableCause>> = {
  ENOENT: 'unreachable',
  ENOTDIR: 'unreachable',
  ESTALE: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EACCES: 'sign_in_refused',
  EPERM: 'sign_in_refused',
  EROFS: 'sign_in_refused',
};
