import { getConsoleDrain } from '@kontor/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export const drainQuery = (name: string) =>
  queryOptions({
    queryKey: ['connections', 'drain', name],
    queryFn: ({ signal }) => call(getConsoleDrain, { params: { name }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data && data.connection.waiting > 0 ? MOVING_MS : RESTING_MS,
  });

/** A backlog is worth a look every few seconds; everybody who looks shares one count. */
const MOVING_MS = 2_000;
const RESTING_MS = 10_000;
