/**
 * A real PostgreSQL on this machine, started from npm's binaries in under a second. Its data stays
 * in `folder` between starts. It listens on loopback only, with a password that is made at the
 * first start and kept beside the data, readable by its owner alone.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { assert } from '@kontor/kernel';
import { locateBinaries, type PostgresBinaries } from './binaries.ts';
import { freePort } from './free-port.ts';
import { reachableFolder } from './reachable-folder.ts';
import { unprivilegedUser, type UserIds } from './unprivileged-user.ts';

export type EmbeddedPostgres = {
  /** For the database `postgres`; replace the path for another one. */
  readonly connectionString: string;
  readonly pid: number;
  /** Ends open sessions and shuts down cleanly. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  readonly folder: string;
  /** Free choice of the system unless given. */
  readonly port?: number;
  /** `postgres -c name=value` */
  readonly settings?: Readonly<Record<string, string>>;
};

export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const user = unprivilegedUser();
  const folder = reachableFolder(options.folder, user);
  const binaries = await accessibleBinaries(user);
  const password = readOrMakePassword(folder, user);
  const data = join(folder, 'data');
  await stopLeftover(data);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise({ binaries, folder, data, user });
  const port = options.port ?? (await freePort());
  const server = await startServer({
    binaries,
    data,
    port,
    user,
    settings: options.settings ?? {},
  });
  return {
    connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    pid: server.pid ?? 0,
    stop: () => stopServer(server),
  };
}

/** As root, the server's user must be able to read the binaries; below /root it cannot. */
async function accessibleBinaries(user: UserIds | undefined): Promise<PostgresBinaries> {
  const binaries = await locateBinaries();
  if (!user || (await canRun(binaries.postgres, user))) return binaries;
  const home = '/var/tmp/kontor-postgres-binaries';
  if (!existsSync(join(home, 'bin', 'postgres'))) {
    cpSync(binaries.home, home, { recursive: true, verbatimSymlinks: true });
  }
  return { home, postgres: join(home, 'bin', 'postgres'), initdb: join(home, 'bin', 'initdb') };
}

async function canRun(file: string, user: UserIds): Promise<boolean> {
  const child = spawn(file, ['--version'], { ...user, stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function readOrMakePassword(folder: string, user: UserIds | undefined): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user) chownSync(file, user.uid, user.gid);
  }
  return readFileSync(file, 'utf8').trim();
}

/** A server that outlived its parent (kill -9) still owns the data: it is asked to stop first. */
async function stopLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  for (let waitedMs = 0; isRunning(pid); waitedMs += 50) {
    if (waitedMs === 0) process.kill(pid, 'SIGINT');
    assert(waitedMs < STOP_MS_MAX, `the PostgreSQL server left running (pid ${pid}) stops`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

type Initialisation = {
  readonly binaries: PostgresBinaries;
  readonly folder: string;
  readonly data: string;
  readonly user: UserIds | undefined;
};

async function initialise({ binaries, folder, data, user }: Initialisation): Promise<void> {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  if (user) chownSync(data, user.uid, user.gid);
  const child = spawn(
    binaries.initdb,
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${join(folder, 'password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order of text on every machine, whatever locales it has.
      '--no-locale',
      '--data-checksums',
    ],
    { ...user, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const complaints = collect(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  assert(code === 0, `initdb makes a database cluster in ${data}: ${complaints()}`);
}

type Start = {
  readonly binaries: PostgresBinaries;
  readonly data: string;
  readonly port: number;
  readonly user: UserIds | undefined;
  readonly settings: Readonly<Record<string, string>>;
};

async function startServer({ binaries, data, port, user, settings }: Start): Promise<ChildProcess> {
  const named = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const flags = Object.entries(named).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...flags], {
    ...user,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own group: Ctrl-C reaches Kontor, which then stops the server in order.
    detached: true,
  });
  const log = collect(child);
  await new Promise<void>((resolve, reject) => {
    const onExit = () => reject(new Error(`PostgreSQL did not start: ${log()}`));
    child.once('exit', onExit);
    // Looked for in what it says last: whoever knocks while it recovers fills pages before.
    let recent = '';
    child.stderr?.on('data', (piece: string) => {
      recent = (recent + piece).slice(-RECENT_CHARACTERS);
      if (!recent.includes('ready to accept connections')) return;
      child.off('exit', onExit);
      resolve();
    });
  });
  return child;
}

/** Keeps the first few thousand characters of what a process complains about. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    if (text.length < 8_000) text += piece;
  });
  return () => text.trim();
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGINT'); // fast shutdown: sessions end, data is flushed
  await exited;
}

const STOP_MS_MAX = 20_000;
/** More than a pipe hands over at once. */
const RECENT_CHARACTERS = 131_072;
