/** What waits for a person: lists, one, and what the person decides or says about it. */

import type { ProcessCatalogue, Runtime } from '@kontor/engine';
import type pg from 'pg';
import type { Exceptions } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { assignException } from './assign-exception.ts';
import { commentOnException } from './comment-on-exception.ts';
import { fromExceptionRow } from './exception-row.ts';
import { listExceptions } from './list-exceptions.ts';
import { readException } from './read-exception.ts';
import { resolveException } from './resolve-exception.ts';

export type ExceptionsOptions = {
  readonly pool: pg.Pool;
  readonly catalogue: ProcessCatalogue;
  readonly runtime: Runtime;
  /** How an operation of a connection stays single; undefined when the connection cannot do it. */
  readonly idempotencyOf: (
    connection: string,
    operation: string,
  ) => 'native-key' | 'look-up' | 'none' | undefined;
};

export function exceptionsService(options: ExceptionsOptions): Exceptions {
  const { pool: db, catalogue } = options;
  return {
    list: (call, filters, page) => listExceptions({ db, catalogue }, call, filters, page),
    async find(call, id) {
      const row = await readException(db, id, legalEntitiesOf(call));
      return row ? { kind: 'found', value: fromExceptionRow(row, catalogue) } : { kind: 'absent' };
    },
    resolve: (call, resolution) => resolveException(options, call, resolution),
    comment: (call, comment) => commentOnException(options, call, comment),
    assign: (call, assignment) => assignException(options, call, assignment),
  };
}
