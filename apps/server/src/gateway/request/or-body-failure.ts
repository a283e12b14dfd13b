import type { ReceivedBody } from './read-body.ts';

type StreamedBody = Extract<ReceivedBody, { readonly kind: 'stream' }>;

/** A body that ended early is the caller’s fault, however the service says that it got no more. */
export async function orBodyFailure<Outcome>(
  { failure }: Pick<StreamedBody, 'failure'>,
  receiving: Promise<Outcome>,
) {
  try {
    return await receiving;
  } catch (thrown) {
    const problem = failure();
    if (problem === undefined) throw thrown;
    return { problem, headers: { connection: 'close' } } as const;
  }
}
