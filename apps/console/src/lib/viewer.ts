/** Who is signed in, and what they may do. Pages show a person nothing that they may not use. */

import { getConsoleViewer, type ConsoleViewer, type Permission } from '@kontor/contracts';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { call } from './call.ts';

export const viewerQuery = () =>
  queryOptions({
    queryKey: ['viewer'],
    queryFn: ({ signal }) => call(getConsoleViewer, { signal }),
    staleTime: VIEWER_FRESH_MS,
  });

export function useViewer(): ConsoleViewer {
  return useSuspenseQuery(viewerQuery()).data;
}

export function useMay(permission: Permission): boolean {
  return useViewer().permissions.includes(permission);
}

/** Roles change rarely; who comes back to the window after this time is asked for anew. */
const VIEWER_FRESH_MS = 5 * 60_000;
