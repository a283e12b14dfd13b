/** What the pages of processes ask, and what of them stands in the address. */

import { getConsoleProcess, listConsoleProcesses } from '@kontor/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export const processesQuery = () =>
  queryOptions({
    queryKey: ['transactions', 'processes'],
    queryFn: ({ signal }) => call(listConsoleProcesses, { signal }),
  });

export const processQuery = (process: string) =>
  queryOptions({
    queryKey: ['transactions', 'process', process],
    queryFn: ({ signal }) => call(getConsoleProcess, { params: { process }, signal }),
    meta: { topics: ['connections'] },
  });

export type ProcessSearch = {
  /** The step whose facts are shown. */
  readonly step?: string | undefined;
};

export function validateProcessSearch({ step }: Record<string, unknown>): ProcessSearch {
  return { step: typeof step === 'string' ? step : undefined };
}
