import type { ExceptionLine, Page, PageRequest } from '@kontor/contracts';
import type { Call } from '../../../gateway/services.ts';
import {
  exceptionConditions,
  type ExceptionFilters,
} from '../../exceptions/exception-conditions.ts';
import { SELECT_EXCEPTION, type ExceptionRow } from '../../exceptions/exception-row.ts';
import { mapPage, readPage, type Order } from '../../listing/read-page.ts';
import type { ConsoleExceptionsOptions } from './console-exceptions-service.ts';
import { toExceptionLine } from './to-exception-line.ts';

export type QueueFilters = ExceptionFilters & {
  readonly sort?: 'due' | 'value' | 'oldest' | 'newest';
};

/** One page of the queue, in the order that was asked for. */
export async function listExceptionLines(
  options: ConsoleExceptionsOptions,
  call: Call,
  filters: QueueFilters,
  page: PageRequest,
): Promise<Page<ExceptionLine>> {
  const sort = sortOf(filters);
  const rows = await readPage<ExceptionRow>(
    options.pool,
    {
      name: `list_console_exceptions_${sort}`,
      select: SELECT_EXCEPTION,
      conditions: exceptionConditions(call, filters, options.clock.now()),
      order: ORDERS[sort],
    },
    page,
  );
  return mapPage(rows, (row) => toExceptionLine(row, options, call));
}

/** What is due first is asked of what is open; of the rest it is the latest that matters. */
function sortOf({ status = 'open', sort }: QueueFilters): keyof typeof ORDERS {
  if (status === 'resolved') return 'resolved';
  return sort ?? (status === 'any' ? 'newest' : 'due');
}

const BY_ID = { sql: 'exception.exception_id', type: 'text' } as const;

/** Each has its index in 0011-work-on-exceptions, or is that of the first list of exceptions. */
const ORDERS: Readonly<Record<'due' | 'value' | 'oldest' | 'newest' | 'resolved', Order>> = {
  due: { keys: [{ sql: 'exception.due_at', type: 'timestamptz' }, BY_ID], direction: 'asc' },
  oldest: { keys: [{ sql: 'exception.opened_at', type: 'timestamptz' }, BY_ID], direction: 'asc' },
  newest: { keys: [{ sql: 'exception.opened_at', type: 'timestamptz' }, BY_ID], direction: 'desc' },
  value: {
    keys: [
      { sql: `coalesce(exception.currency, 'ZZZ')`, type: 'text' },
      { sql: '(-abs(coalesce(exception.amount_minor, 0)))', type: 'numeric' },
      BY_ID,
    ],
    direction: 'asc',
  },
  resolved: {
    keys: [{ sql: 'exception.resolved_at', type: 'timestamptz' }, BY_ID],
    direction: 'desc',
  },
};
