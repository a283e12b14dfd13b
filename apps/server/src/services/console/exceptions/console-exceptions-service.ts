/** What the Exceptions place asks: the queue with its groups, and one exception with everything. */

import type { ProcessCatalogue } from '@kontor/engine';
import type { Clock } from '@kontor/kernel';
import type pg from 'pg';
import type { ConsoleExceptions } from '../../../gateway/console-services.ts';
import type { Runbooks } from '../../../runbooks/read-runbooks.ts';
import { filterDefects } from '../../exceptions/exception-conditions.ts';
import type { ExceptionsOptions } from '../../exceptions/exceptions-service.ts';
import { findExceptionPane } from './find-exception-pane.ts';
import { listExceptionLines } from './list-exception-lines.ts';
import { readExceptionSummary } from './read-exception-summary.ts';

export type ConsoleExceptionsOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly catalogue: ProcessCatalogue;
  readonly runbooks: Runbooks;
  /** What people call a connection. */
  readonly titleOf: (connection: string) => string | undefined;
  readonly idempotencyOf: ExceptionsOptions['idempotencyOf'];
};

export function consoleExceptionsService(options: ConsoleExceptionsOptions): ConsoleExceptions {
  return {
    async list(call, { sort, ...filters }, page) {
      const errors = filterDefects(filters);
      if (errors.length > 0) return { kind: 'unacceptable', errors };
      const isFirst = page.after === undefined;
      const [lines, summary] = await Promise.all([
        listExceptionLines(options, call, { ...filters, ...(sort && { sort }) }, page),
        isFirst ? readExceptionSummary(options, call, filters) : undefined,
      ]);
      return { kind: 'found', value: { page: lines, ...(summary && { summary }) } };
    },
    find: (call, id) => findExceptionPane(options, call, id),
  };
}
