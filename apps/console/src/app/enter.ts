/** Before the first page: who is signed in. Nobody is sent to the sign-in page and comes back. */

import type { QueryClient } from '@tanstack/react-query';
import { toProblem } from '../lib/problem.ts';
import { signInAddress } from '../lib/session.ts';
import { viewerQuery } from '../lib/viewer.ts';

export async function enter(client: QueryClient): Promise<void> {
  try {
    await client.ensureQueryData(viewerQuery());
  } catch (error) {
    if (toProblem(error).code !== 'unauthenticated') throw error;
    globalThis.location.assign(signInAddress());
    // The browser leaves; until then nothing is shown.
    await new Promise(() => undefined);
  }
}
