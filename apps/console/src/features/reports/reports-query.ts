/** What the page of reports asks, and what of it stands in the address. */

import { getConsoleReports, listLegalEntities } from '@kontor/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export type ReportsSearch = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly legalEntity?: string | undefined;
};

export function validateReportsSearch(search: Record<string, unknown>): ReportsSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : undefined);
  const day = (name: string) => {
    const value = text(name);
    return value !== undefined && DAY.test(value) ? value : undefined;
  };
  return { from: day('from'), to: day('to'), legalEntity: text('legalEntity') };
}

export const reportsQuery = ({ from, to, legalEntity }: ReportsSearch) =>
  queryOptions({
    queryKey: ['transactions', 'reports', from, to, legalEntity],
    queryFn: ({ signal }) => call(getConsoleReports, { query: { from, to, legalEntity }, signal }),
    // Trends do not change by the second: they are not asked again at every transaction.
    staleTime: 5 * 60_000,
    meta: { topics: ['exceptions', 'bank', 'receivables'] },
  });

export const entitiesQuery = () =>
  queryOptions({
    queryKey: ['legal-entities'],
    queryFn: ({ signal }) => call(listLegalEntities, { signal }),
  });

const DAY = /^\d{4}-\d{2}-\d{2}$/;
