/** Whether the bank picture is complete, for the console. */

import type { Clock } from '@kontor/kernel';
import type pg from 'pg';
import type { ConsoleStatementsPlace } from '../../../gateway/console-services.ts';
import { findStatement } from './find-statement.ts';
import { listStatementEntries } from './list-statement-entries.ts';
import { readStatements } from './read-statements.ts';

export type StatementsOptions = { readonly pool: pg.Pool; readonly clock: Clock };

export function statementsService({ pool, clock }: StatementsOptions): ConsoleStatementsPlace {
  return {
    month: (call, query) => readStatements({ pool, clock }, call, query),
    async find(call, { id, ...filters }, page) {
      const [statement, entries] = await Promise.all([
        findStatement(pool, call, id),
        listStatementEntries(pool, call, { id, ...filters }, page),
      ]);
      return statement ? { kind: 'found', value: { statement, entries } } : { kind: 'absent' };
    },
  };
}
