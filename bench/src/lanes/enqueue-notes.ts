import { openPostgresStore, prepareTransaction, type NewTransaction } from '@kontor/engine';
import { assert } from '@kontor/kernel';
import type pg from 'pg';
import { enqueueAll, type LanesAsked } from './contest.ts';
import { noteProcess, noteRuntime } from './note-process.ts';

/** Accepts one note for each row, as the server does: whole transactions, durable, in batches. */
export async function enqueueNotes(pool: pg.Pool, asked: LanesAsked) {
  const store = openPostgresStore(pool);
  return enqueueAll(asked, async (rows) => {
    const outcomes = await store.acceptTransactions(
      rows.map((row): NewTransaction => {
        const input = { key: row % asked.keys, row };
        return prepareTransaction(
          {
            ...{ definition: noteProcess, input, applicationId: 'bench', actor: 'bench' },
            ...{ channel: 'api', correlationId: `bench-${row}` },
          },
          noteRuntime,
        );
      }),
    );
    assert(
      outcomes.every(({ kind }) => kind === 'accepted'),
      'every note is new',
    );
  });
}
