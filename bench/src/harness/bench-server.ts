/**
 * The PostgreSQL that everybody is measured on: the one that `npm start` runs, with its settings,
 * in a folder that is thrown away. Each contestant gets a database of its own in it.
 */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openPool, startEmbeddedPostgres } from '@kontor/postgres';
import type pg from 'pg';

export type BenchServer = {
  /** A new database, empty. */
  database(name: string): Promise<string>;
  /** A new database with Kontor's schema. */
  migrated(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
};

export async function startBenchServer(
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-bench-postgres-'));
  // Others may pass through to the server's own folder, which is not root's.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedPostgres({ folder, settings: { ...SETTINGS, ...settings } });
  const administer = (statement: string) =>
    withPool(server.connectionString, (pool) => pool.query(statement));
  const database = async (name: string) => {
    await administer(`create database ${name}`);
    return server.connectionString.replace(/\/postgres$/, `/${name}`);
  };
  return {
    database,
    async migrated(name) {
      const url = await database(name);
      await withPool(url, (pool) => migrate(pool, MIGRATIONS));
      return url;
    },
    drop: async (name) => void (await administer(`drop database ${name} with (force)`)),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function withPool<Result>(
  connectionString: string,
  work: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = openPool({ connectionString, statementTimeoutMs: HOURS, connectionsMax: 4 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** What the launcher starts it with: a laptop's share of memory, durable commits. */
const SETTINGS = { shared_buffers: '256MB', max_connections: '100' };
const MIGRATIONS = join(import.meta.dirname, '../../../database/migrations');
/** Filling a database with ten million rows is one statement. */
const HOURS = 4 * 3_600_000;
