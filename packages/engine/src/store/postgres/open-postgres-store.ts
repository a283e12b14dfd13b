/** The engine's store on PostgreSQL: each method is one file beside this one. */

import type pg from 'pg';
import type { EngineStore, Holder } from '../engine-store.ts';
import { acceptTogether } from './accept-together.ts';
import { acceptTransactions } from './accept-transactions.ts';
import { cancelTransaction } from './cancel-transaction.ts';
import { claimProbe, endProbe } from './claim-probe.ts';
import { changeTransaction } from './change-transaction.ts';
import { endLeases } from './end-leases.ts';
import { leaseLanes } from './lease-lanes.ts';
import { readInputVersions } from './read-input-versions.ts';
import { readTransaction } from './read-transaction.ts';
import { renewLease } from './renew-lease.ts';
import { restConnection } from './rest-connection.ts';
import { settle } from './settle.ts';
import { takeCalls } from './take-calls.ts';

/** What is leased is noted as held by `holder`, where one is given. */
export function openPostgresStore(pool: pg.Pool, holder?: Holder): EngineStore {
  const by = holder === undefined ? {} : { holder };
  return {
    acceptTransactions: (starts) => acceptTransactions(pool, starts),
    acceptTogether: (groups) => acceptTogether(pool, groups),
    leaseLanes: (request) => leaseLanes(pool, { ...by, ...request }),
    endLeases: (holder, inMs) => endLeases(pool, holder, inMs),
    renewLease: (lease, leaseMs) => renewLease(pool, lease, leaseMs),
    takeCalls: (request) => takeCalls(pool, request),
    restConnection: (connection, restMs) => restConnection(pool, connection, restMs),
    claimProbe: (request) => claimProbe(pool, request),
    endProbe: (claim, restMs) => endProbe(pool, claim, restMs),
    settle: (settlements) => settle(pool, settlements),
    changeTransaction: (change) => changeTransaction(pool, change),
    cancelTransaction: (cancellation) => cancelTransaction(pool, cancellation),
    readTransaction: (transactionId) => readTransaction(pool, transactionId),
    readInputVersions: (transactionId) => readInputVersions(pool, transactionId),
  };
}
