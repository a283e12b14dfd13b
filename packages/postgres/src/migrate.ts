/**
 * Forward-only migrations: a folder `NNNN-name/` with `up.sql`, applied once, in order, each in its
 * own transaction together with the row that remembers it. Several processes may start at the same
 * time: an advisory lock lets one of them work. A migration that was applied and then edited is
 * refused, because the database and the repository would disagree for ever.
 *
 * Other servers work while one migrates. A migration therefore never stands in the queue of a lock
 * for long, because everybody who comes later would stand behind it: it gives up and asks again.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert } from '@kontor/kernel';
import type pg from 'pg';
import { isLostRace, sqlStateOf } from './in-transaction.ts';

export type Patience = {
  /** How long one try waits for a lock, and everybody who comes later with it. */
  readonly lockMsMax: number;
  /** Between two tries. */
  readonly pauseMs: number;
};

/** Answers the names of the migrations that were applied now. */
export async function migrate(
  pool: pg.Pool,
  folder: string,
  patience: Patience = USUAL_PATIENCE,
): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    // The terms of a pool are meant for requests: who waits for another process, or builds an
    // index over years, is not stuck.
    await client.query('set lock_timeout = 0; set statement_timeout = 0');
    await client.query(patiently('select pg_advisory_lock($1)', [MIGRATION_LOCK]));
    await client.query(CREATE_MIGRATION_TABLE);
    const applied: string[] = [];
    for (const migration of readMigrations(folder)) {
      if (await applyOnce(client, migration, patience)) applied.push(migration.name);
    }
    return applied;
  } finally {
    // Its settings and its lock end with the connection.
    client.release(true);
  }
}

/** Without the time-out by which the driver itself gives a request up. */
function patiently(text: string, values: readonly unknown[] = []): pg.QueryConfig {
  return { text, values: [...values], query_timeout: MIGRATION_MS_MAX } as pg.QueryConfig;
}

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}-[a-z0-9-]+$/.test(name));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, 'up.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

async function applyOnce(
  client: pg.PoolClient,
  migration: Migration,
  { lockMsMax, pauseMs }: Patience,
): Promise<boolean> {
  const { rows } = await client.query<{ checksum: string }>(
    'select checksum from schema_migration where name = $1',
    [migration.name],
  );
  if (rows[0]) {
    assert(
      rows[0].checksum === migration.checksum,
      `migration ${migration.name} was changed after it was applied`,
    );
    return false;
  }
  for (let attempt = 1; ; attempt++) {
    try {
      await apply(client, migration, lockMsMax);
      return true;
    } catch (error) {
      // When even this fails the connection is gone, and what broke it is told.
      await client.query('rollback').catch(() => {});
      if (attempt >= LOCK_TRIES_MAX || !isInTheWay(error)) throw error;
    }
    await sleep(pauseMs);
  }
}

async function apply(
  client: pg.PoolClient,
  { name, sql, checksum }: Migration,
  lockMsMax: number,
): Promise<void> {
  await client.query('begin');
  await client.query(`set local lock_timeout = ${lockMsMax}`);
  await client.query(patiently(sql));
  await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [
    name,
    checksum,
  ]);
  await client.query('commit');
}

/** 55P03: somebody holds the lock. Or two stood in each other's way, and PostgreSQL chose us. */
function isInTheWay(error: unknown): boolean {
  return sqlStateOf(error) === '55P03' || isLostRace(error);
}

const CREATE_MIGRATION_TABLE = `
  create table if not exists schema_migration (
    name       text        primary key,
    checksum   text        not null,
    applied_at timestamptz not null default now()
  )
`;

/** Any number that no other part of Kontor uses. */
const MIGRATION_LOCK = 7_301_001;
/**
 * Requests take milliseconds. Where a migration and a request wait for each other, PostgreSQL ends
 * one of them after a second (`deadlock_timeout`): by then the migration has given up.
 */
const USUAL_PATIENCE: Patience = { lockMsMax: 800, pauseMs: 3_000 };
/** With the pauses five minutes: longer than any request or duty holds a lock. */
const LOCK_TRIES_MAX = 60;
/** Longer than any index takes to build; what is stuck for a day needs a person anyway. */
const MIGRATION_MS_MAX = 24 * 60 * 60 * 1_000;
