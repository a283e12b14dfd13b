/**
 * What was read stays until the platform says that its topic changed; coming back to the window
 * asks again, because changes may have been missed meanwhile.
 */

import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../lib/problem.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        failures < RETRIES_MAX && error instanceof Problem && error.isRetryable,
      retryDelay: (failures) => 500 * 2 ** failures,
    },
  },
});

/** A refusal is not asked again; silence is, for about three seconds. */
const RETRIES_MAX = 2;
