/** Read the master data of every ledger anew from time to time: new customers, blocked accounts. */

import type pg from 'pg';
import type { OpenConnection } from '../connections/open-connection.ts';
import { refreshMasterData } from '../reference-data/refresh-master-data.ts';
import type { Duty } from './start-duties.ts';

export type RefreshOptions = {
  readonly pool: pg.Pool;
  readonly connections: Iterable<OpenConnection>;
  /** Told of a ledger that could not be read; what is cached of it stays. */
  readonly onFailure: (connection: string, detail: string) => void;
};

export function refreshLedgers(options: RefreshOptions): Duty {
  return async () => {
    for (const connection of options.connections) await refreshLedger(options, connection);
    return REFRESH_MS;
  };
}

export async function refreshLedger(
  { pool, onFailure }: Omit<RefreshOptions, 'connections'>,
  connection: OpenConnection,
): Promise<void> {
  if (!connection.canRead('customer.list')) return;
  const outcome = await refreshMasterData(pool, connection);
  if (outcome.kind === 'failed') onFailure(connection.name, outcome.detail);
}

/**
 * A customer set up in the ledger can be billed within a quarter of an hour, or after a refresh.
 */
const REFRESH_MS = 900_000;
