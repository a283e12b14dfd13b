/** Transactions as callers see them: lists, one with everything about it, its stream, its story. */

import { systemTimers, type ProcessCatalogue, type Timers } from '@kontor/engine';
import type pg from 'pg';
import type { Transactions } from '../../gateway/services.ts';
import { awaitOutcome } from './await-outcome.ts';
import { findTransaction } from './find-transaction.ts';
import { listMessages } from './list-messages.ts';
import { listTransactions } from './list-transactions.ts';
import { readStory } from './read-story.ts';
import { watchOutcomes } from './watch-outcomes.ts';

export type TransactionsOptions = {
  readonly pool: pg.Pool;
  readonly catalogue: ProcessCatalogue;
  /** What people call a connection: `SAP S/4HANA`. Its name when absent. */
  readonly titleOf?: (connection: string) => string | undefined;
  readonly timers?: Timers;
  /** Told of looks for an outcome that failed. */
  readonly onTrouble?: (error: unknown) => void;
};

export function transactionsService({
  pool,
  catalogue,
  titleOf = () => undefined,
  timers = systemTimers,
  onTrouble = () => {},
}: TransactionsOptions): Transactions {
  const watch = watchOutcomes({ db: pool, timers, onTrouble });
  return {
    list: (call, filters, page) => listTransactions(pool, call, filters, page),
    find: (call, id) => findTransaction(pool, call, id),
    story: (call, id) => readStory({ pool, catalogue, titleOf }, call, id),
    messages: (call, id, page) => listMessages(pool, call, id, page),
    awaitOutcome: (call, id, limits) => awaitOutcome({ db: pool, watch }, call, id, limits),
  };
}
