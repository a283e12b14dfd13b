/**
 * Gather what the story of a transaction is told from. All of it is read on one connection in one
 * snapshot, so that the letter does not contradict itself while the transaction moves.
 */

import type { ProcessCatalogue } from '@kontor/engine';
import type { StoryFacts } from '@kontor/governance';
import type { TransactionId } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type { ProcessDefinition } from '@kontor/process';
import type pg from 'pg';
import { readStoryDeliveries } from './story-facts/read-story-deliveries.ts';
import { readStoryEvents } from './story-facts/read-story-events.ts';
import { readStoryExceptions } from './story-facts/read-story-exceptions.ts';
import { readStoryHistory } from './story-facts/read-story-history.ts';
import { readStoryOpenItem } from './story-facts/read-story-open-item.ts';
import { readStoryPayments } from './story-facts/read-story-payments.ts';
import { readStoryReports } from './story-facts/read-story-reports.ts';
import { readStoryTransaction } from './story-facts/read-story-transaction.ts';

export type StoryReading = {
  readonly pool: pg.Pool;
  readonly catalogue: ProcessCatalogue;
  /** What people call a connection; its name when undefined. */
  readonly titleOf: (connection: string) => string | undefined;
};

/** Undefined when it is not there or lies in another legal entity. */
export async function readStoryFacts(
  { pool, catalogue, titleOf }: StoryReading,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<StoryFacts | undefined> {
  return inTransaction(pool, async (db) => {
    await db.query('set transaction isolation level repeatable read, read only');
    const found = await readStoryFactsInside(db, { catalogue, titleOf }, id, legalEntities);
    return found?.facts;
  });
}

/** The same, inside a snapshot of the caller's. */
export async function readStoryFactsInside(
  db: Queryable,
  { catalogue, titleOf }: Omit<StoryReading, 'pool'>,
  id: TransactionId,
  legalEntities: readonly string[],
): Promise<{ readonly definition: ProcessDefinition; readonly facts: StoryFacts } | undefined> {
  const found = await readStoryTransaction(db, catalogue, id, legalEntities);
  if (!found) return undefined;
  const { definition, facts: transaction } = found;
  const openItem = await readStoryOpenItem(db, id);
  const statusReports = await readStoryReports(db, id);
  const facts = {
    transaction,
    history: await readStoryHistory(db, id),
    deliveries: await readStoryDeliveries(db, id, { definition, titleOf }),
    exceptions: await readStoryExceptions(db, id),
    payments: await readStoryPayments(db, id, transaction.document === 'payment'),
    events: await readStoryEvents(db, id),
    ...(openItem && { openItem }),
    ...(statusReports.length > 0 && { statusReports }),
  };
  return { definition, facts };
}
