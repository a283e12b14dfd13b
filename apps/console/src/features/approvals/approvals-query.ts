import { listConsoleApprovals } from '@kontor/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export type ApprovalsSearch = {
  /** What stands beside the list. */
  readonly selected?: string | undefined;
};

export function validateApprovalsSearch({ selected }: Record<string, unknown>): ApprovalsSearch {
  const isId = typeof selected === 'string' && /^[a-z]{3}_[0-9a-z]{26}$/.test(selected);
  return { selected: isId ? selected : undefined };
}

export const approvalsQuery = () =>
  queryOptions({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => call(listConsoleApprovals, { signal }),
    meta: { topics: ['exceptions'] },
  });
