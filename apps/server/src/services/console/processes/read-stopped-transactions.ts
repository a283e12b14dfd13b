import type { Queryable } from '@kontor/postgres';

/** Transactions that wait for a person, by the place of their step in the definition. */
export type StoppedRow = {
  readonly process: string;
  readonly process_version: number;
  readonly legal_entity: string;
  readonly status: 'waiting' | 'parked';
  readonly at: number;
  readonly count: number;
};

export async function readStoppedTransactions(db: Queryable): Promise<readonly StoppedRow[]> {
  const { rows } = await db.query<StoppedRow>({
    name: 'read_stopped_transactions',
    text: READ_STOPPED_TRANSACTIONS,
  });
  return rows;
}

// The predicate is that of the index transaction_unfinished.
export const READ_STOPPED_TRANSACTIONS = `
  select process, process_version, legal_entity, status, (state ->> 'at')::integer as at,
         count(*)::integer as count
  from transaction
  where status in ('waiting', 'parked')
  group by process, process_version, legal_entity, status, at
`;
