/**
 * Forward-only migrations: a folder `NNNN-name/` with `up.sql`, applied once, in order, each in its
 * own transaction together with the row that remembers it. Several processes may start at the same
 * time: an advisory lock lets one of them work. A migration that was applied and then edited is
 * refused, because the database and the repository would disagree for ever.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@kontor/kernel';
import type pg from 'pg';

/** Answers the names of the migrations that were applied now. */
export async function migrate(pool: pg.Pool, folder: string): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(CREATE_MIGRATION_TABLE);
    const applied: string[] = [];
    for (const migration of readMigrations(folder)) {
      if (await applyOnce(client, migration)) applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
    client.release();
  }
}

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}-[a-z0-9-]+$/.test(name));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, 'up.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

async function applyOnce(client: pg.PoolClient, migration: Migration): Promise<boolean> {
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
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
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
