/**
 * The platform as its callers meet it: the whole composed server over real sockets, a database of
 * its own, and the sandbox's simulated systems behind it. Call it once, at the top of a test file:
 *
 *     const platform = await startPlatform();
 *
 * Every reply is held against its contract, and the server must not stumble: a reply that breaks
 * its contract and every error in the log fail the file in the end, whatever its tests look at.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toCompanySettings } from '@kontor/launcher';
import { freePort } from '@kontor/postgres';
import { startSandbox, type Sandbox } from '@kontor/sandbox';
import { startServer, type CompanySettings } from '@kontor/server';
import { testDatabase } from '@kontor/testing';
import type pg from 'pg';
import { pino, type Logger } from 'pino';
import { afterAll, expect } from 'vitest';
import { openCaller, type Caller } from './caller.ts';

export type Platform = {
  readonly url: string;
  /** For counting what a request changed; nothing is written through it. */
  readonly pool: pg.Pool;
  readonly sandbox: Sandbox;
  readonly company: CompanySettings;
  /** One of the company's applications, signed in. */
  as(clientId: string): Caller;
  refreshMasterData(): Promise<void>;
  /** Stops the server and starts it again, with the same database at the same address. */
  restart(whileStopped: () => Promise<void>): Promise<void>;
};

export async function startPlatform(): Promise<Platform> {
  const { pool, connectionString } = await testDatabase();
  const bankFolder = mkdtempSync(join(tmpdir(), 'kontor-bank-folder-'));
  const sandbox = await startSandbox({ reportsFolder: bankFolder });
  const company = toCompanySettings(sandbox);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const troubles: unknown[] = [];
  const start = () =>
    startServer({
      databaseUrl: connectionString,
      migrations: MIGRATIONS,
      company,
      host: '127.0.0.1',
      port,
      publicUrl: url,
      bankFolder,
      allowsLoopbackWebhooks: true,
      requestsPerMinute: REQUESTS_PER_MINUTE,
      logger: loggerInto(troubles),
      onReplyViolation: (violation) => troubles.push(violation),
    });
  let server = await start();
  afterAll(async () => {
    await server.stop();
    await sandbox.stop();
    rmSync(bankFolder, { recursive: true, force: true });
    expect(troubles).toEqual([]);
  });
  await server.refreshMasterData();
  const callers = new Map<string, Caller>();
  return {
    url,
    pool,
    sandbox,
    company,
    as: (clientId) => {
      const caller = callers.get(clientId) ?? openCaller({ url, company, clientId });
      callers.set(clientId, caller);
      return caller;
    },
    refreshMasterData: () => server.refreshMasterData(),
    restart: async (whileStopped) => {
      await server.stop();
      await whileStopped();
      server = await start();
    },
  };
}

function loggerInto(troubles: unknown[]): Logger {
  const write = (line: string) => void troubles.push(JSON.parse(line));
  return pino({ level: 'error' }, { write });
}

const MIGRATIONS = join(import.meta.dirname, '../../database/migrations');
/** Quotas are tested at the door; here they would only be in the way. */
const REQUESTS_PER_MINUTE = 1_000_000;
