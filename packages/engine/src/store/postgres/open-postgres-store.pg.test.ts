import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { testEngineStore } from '../store-suite.ts';
import { openPostgresStore } from './open-postgres-store.ts';
import { writeDrainControl } from './testing/write-drain-control.ts';

const { pool } = await testDatabase();

testEngineStore('postgres', async () => {
  await pool.query(EMPTY_TABLES);
  return {
    store: openPostgresStore(pool),
    clock: systemClock,
    wait: (ms) => sleep(ms),
    decide: (control) => writeDrainControl(pool, control),
  };
});

/** The stream refuses to be emptied; only a superuser's session without triggers can. */
const EMPTY_TABLES = `
  set session_replication_role = replica;
  truncate lane, delivery, transaction, transaction_message, idempotency_key, outbox,
    process_control, calendar_entry, calendar_window, connection_calls,
    connection cascade;
  reset session_replication_role;
`;
