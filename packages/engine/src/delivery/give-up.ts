/**
 * What may be waited for no longer when a server stops: look-ups at once, for they change nothing;
 * submissions after a grace, for their answer is worth a little. What is not answered by then is
 * unknown, and looked up by whoever leases it next.
 */

export type GiveUp = { readonly lookUps: AbortSignal; readonly submissions: AbortSignal };

/** What `work` answers, or `otherwise` when it is given up before. */
export async function orGivenUp<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
  otherwise: Result,
): Promise<Result> {
  if (!signal) return work;
  const { promise, resolve } = Promise.withResolvers<Result>();
  const giveUp = () => resolve(otherwise);
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
    work.catch(() => {}); // it may fail when nobody waits for it any more
  }
}
