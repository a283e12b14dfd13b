/**
 * The database of one stage: a real PostgreSQL with a folder of its own, that can be stopped as if
 * the machine lost its power, started again on the same port, and copied as a backup.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  freePort,
  migrate,
  openPool,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@kontor/postgres';
import type pg from 'pg';
import { eventually } from './eventually.ts';

export type Database = {
  readonly port: number;
  /** Of the database that the servers use; through `port` when they come by a proxy. */
  urlVia(port: number): string;
  /** For the checker alone: not by any proxy, not of any server. */
  readonly pool: pg.Pool;
  /** `pg_ctl stop -m immediate`: no checkpoint, no farewell; the next start recovers. */
  stopAtOnce(): Promise<void>;
  start(): Promise<void>;
  /** Shuts down in order and copies the files: a cold backup. Starts again. */
  backUp(folder: string): Promise<void>;
  /** Stops, and starts with the files of a backup. */
  restore(folder: string): Promise<void>;
  close(): Promise<void>;
};

/** With our schema, or with that of an older release. */
export async function openDatabase(
  home: string,
  migrations: string = MIGRATIONS,
): Promise<Database> {
  const folder = join(home, 'postgres');
  copyFolder(await templateOf(home, migrations), folder);
  const port = await freePort();
  let server = await startServer(folder, port);
  const urlVia = (through: number) =>
    server.connectionString.replace(`:${port}/`, `:${through}/`).replace(/\/postgres$/, '/kontor');
  const pool = openPool({
    connectionString: urlVia(port),
    connectionsMax: 4,
    applicationName: 'nemesis',
  });
  const start = async () => {
    server = await startServer(folder, port);
  };
  return {
    port,
    urlVia,
    pool,
    async stopAtOnce() {
      process.kill(server.pid, 'SIGQUIT'); // what pg_ctl sends for this mode
      await eventually(async () => !isAlive(server.pid), { withinMs: 30_000, everyMs: 20 });
    },
    start,
    async backUp(target) {
      await server.stop();
      copyFolder(join(folder, 'data'), target);
      await start();
    },
    async restore(source) {
      await server.stop();
      rmSync(join(folder, 'data'), { recursive: true });
      copyFolder(source, join(folder, 'data'));
      await start();
    },
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}

/** A cluster with our schema, made once for all checks of a run: the rest are copies of it. */
function templateOf(home: string, migrations: string): Promise<string> {
  const name = migrations === MIGRATIONS ? 'template' : 'template-of-older-release';
  const folder = join(home, '..', name);
  const making = templates.get(folder) ?? makeTemplate(folder, migrations);
  templates.set(folder, making);
  return making;
}

const templates = new Map<string, Promise<string>>();

async function makeTemplate(folder: string, migrations: string): Promise<string> {
  if (existsSync(folder)) return folder;
  const server = await startServer(folder, await freePort());
  const admin = openPool({ connectionString: server.connectionString });
  await admin.query('create database kontor');
  await admin.end();
  const url = server.connectionString.replace(/\/postgres$/, '/kontor');
  const pool = openPool({ connectionString: url });
  await migrate(pool, migrations);
  await pool.end();
  await server.stop();
  return folder;
}

async function startServer(folder: string, port: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder, port, settings: SETTINGS });
  started.add(server.pid);
  return server;
}

/** None of them outlives us: they are in process groups of their own, and would. */
const started = new Set<number>();
process.once('exit', () => {
  for (const pid of started) if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
});

/** With owners and modes, because the server insists on both. */
function copyFolder(source: string, target: string): void {
  mkdirSync(join(target, '..'), { recursive: true });
  if (process.platform === 'win32') cpSync(source, target, { recursive: true });
  else execFileSync('cp', ['-a', source, target]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const MIGRATIONS = join(import.meta.dirname, '../../../database/migrations');
/** Durability is PostgreSQL's own default and stays on: that is what is being tried. */
const SETTINGS = { shared_buffers: '128MB', max_connections: '200', log_checkpoints: 'off' };
