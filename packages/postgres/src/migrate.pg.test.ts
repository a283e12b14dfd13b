/**
 * Whatever state a database is in and however many processes start at once, it ends in one schema.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeDatabases } from '@kontor/testing';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { catalogueOf } from './testing/catalogue-of.ts';
import { MIGRATION_NAMES, MIGRATIONS, releases } from './testing/some-migrations.ts';
import { missingOf, rowsOf, writeOldRows } from './testing/write-old-rows.ts';

const databases = madeDatabases();
const releaseUpTo = releases();
let schema: readonly string[];

beforeAll(async () => {
  const database = await databases.empty();
  await withPool(database, (pool) => migrate(pool, MIGRATIONS));
  schema = await withPool(database, catalogueOf);
});

test('from nothing, by two processes at once', { timeout: 60_000 }, async () => {
  const database = await databases.empty();
  const started = [1, 2].map(() => fork(PROCESS, [database, MIGRATIONS]));
  const codes = await Promise.all(started.map((child) => once(child, 'exit')));
  expect(codes.map(([code]) => code as number)).toEqual([0, 0]);
  expect(await withPool(database, catalogueOf)).toEqual(schema);
});

test('a second time nothing is applied', async () => {
  const database = await databases.empty();
  const [first, second] = await withPool(database, async (pool) => [
    await migrate(pool, MIGRATIONS),
    await migrate(pool, MIGRATIONS),
  ]);
  expect(first).toEqual(MIGRATION_NAMES);
  expect(second).toEqual([]);
  expect(await withPool(database, catalogueOf)).toEqual(schema);
});

test('from every release, by two pools at once', { timeout: 240_000 }, async () => {
  // One database goes from release to release; copies of it are brought up to date.
  const older = await databases.empty();
  for (const name of MIGRATION_NAMES) {
    await withPool(older, (pool) => migrate(pool, releaseUpTo(name)));
    const database = await databases.copyOf(older);
    const applied = await Promise.all(
      [1, 2].map(() => withPool(database, (pool) => migrate(pool, MIGRATIONS))),
    );
    expect(applied.flat(), name).toEqual(MIGRATION_NAMES.filter((each) => each > name));
    expect(await withPool(database, catalogueOf), name).toEqual(schema);
  }
});

test('numbers that were given earlier and landed later are applied where they are missing', async () => {
  // As it happened: 0033 was there before these four.
  const late = MIGRATION_NAMES.filter((name) => name > '0028-retention' && name < '0033');
  expect(late).toHaveLength(4);
  const database = await databases.empty();
  await withPool(database, (pool) => migrate(pool, releaseUpTo('0033-z', late)));
  expect(await withPool(database, (pool) => migrate(pool, MIGRATIONS))).toEqual(
    expect.arrayContaining(late),
  );
  expect(await withPool(database, catalogueOf)).toEqual(schema);
});

test.each(['0005-banking', '0017-insight', '0028-retention'])(
  'rows that release %s wrote are there with all that stood in them',
  async (name) => {
    const database = await databases.empty();
    await withPool(database, async (pool) => {
      await migrate(pool, releaseUpTo(name));
      await writeOldRows(pool);
      const earlier = await rowsOf(pool);
      await migrate(pool, MIGRATIONS);
      expect(await missingOf(pool, earlier)).toEqual([]);
      const now = await rowsOf(pool);
      for (const [table, rows] of earlier) expect(now.get(table), table).toHaveLength(rows.length);
    });
  },
);

test('who waits for another that migrates waits as long as it takes', async () => {
  const database = await databases.empty();
  const pool = openPool({ connectionString: database, statementTimeoutMs: 300, answerMsMax: 100 });
  onTestFinished(() => pool.end());
  const folder = folderOf('select pg_sleep(1)');
  const applied = await Promise.all([migrate(pool, folder), migrate(pool, folder)]);
  expect(applied.flat()).toEqual(['0001-made-for-a-test']);
});

test('a lock that somebody holds is asked for again, and not waited for in front of others', async () => {
  const database = await databases.empty();
  const pool = openPool({ connectionString: database });
  onTestFinished(() => pool.end());
  await pool.query('create table busy (it integer)');
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query('insert into busy values (1)');
  const migrating = migrate(pool, folderOf('alter table busy add column more integer'), {
    lockMsMax: 50,
    pauseMs: 100,
  });
  await new Promise((resolve) => setTimeout(resolve, 120));
  // Between two tries nobody stands in the queue of the lock, so others are served.
  await pool.query(`set lock_timeout = '2s'; insert into busy (it) values (2)`);
  await holder.query('commit');
  holder.release();
  expect(await migrating).toEqual(['0001-made-for-a-test']);
});

test('one that was applied and then edited is refused', async () => {
  const database = await databases.empty();
  await withPool(database, (pool) => migrate(pool, folderOf('select 1')));
  await expect(withPool(database, (pool) => migrate(pool, folderOf('select 2')))).rejects.toThrow(
    'migration 0001-made-for-a-test was changed after it was applied',
  );
});

test('one that fails leaves nothing behind', async () => {
  const database = await databases.empty();
  const failing = withPool(database, (pool) =>
    migrate(pool, folderOf('create table half (it integer); select 1 / 0')),
  );
  await expect(failing).rejects.toThrow('division by zero');
  expect(await withPool(database, catalogueOf)).not.toContainEqual(expect.stringMatching(/half/));
});

async function withPool<Result>(
  connectionString: string,
  work: (pool: ReturnType<typeof openPool>) => Promise<Result>,
): Promise<Result> {
  const pool = openPool({ connectionString });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** With one migration in it. */
function folderOf(sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-migration-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '0001-made-for-a-test'));
  writeFileSync(join(folder, '0001-made-for-a-test', 'up.sql'), sql);
  return folder;
}

const PROCESS = join(import.meta.dirname, 'testing/migrate-main.ts');
