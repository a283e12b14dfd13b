/** Everything that an invoice passes, each in a process of its own: database, server, systems. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialsOf, toCompanySettings, type CompanySource } from '@kontor/launcher';
import { freePort } from '@kontor/postgres';
import type { CompanySettings } from '@kontor/server';
import { startBenchServer, type BenchServer } from './bench-server.ts';
import { startProgram, type Program } from './run-program.ts';

export type Platform = {
  readonly database: BenchServer;
  readonly databaseUrl: string;
  readonly server: Program;
  readonly company: CompanySettings;
  readonly apiUrl: string;
  /** Of an application that may do everything that a bench needs. */
  readonly token: string;
  /** Customers that DE01 may bill. */
  readonly customers: readonly string[];
  /** Nothing more is sent to this system, or everything again. */
  pause(connection: string): Promise<void>;
  resume(connection: string): Promise<void>;
  stop(): Promise<void>;
};

/** `concurrency`: calls at once to each system. */
export async function openPlatform({ concurrency = 8 } = {}): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-bench-sandbox-'));
  const database = await startBenchServer();
  const sandbox = startProgram(SANDBOX, { folder });
  const source = await sandbox.told<CompanySource>();
  const settings = toCompanySettings(source);
  const connections = settings.connections.map((each) => ({ ...each, concurrency }));
  // Passwords are hashed at every start, and nobody signs in here.
  const company = { ...settings, connections, people: [] };
  const port = await freePort();
  const databaseUrl = await database.database('kontor');
  const server = startProgram(SERVER, { databaseUrl, company, port });
  await server.told();
  const apiUrl = `http://127.0.0.1:${port}`;
  const token = await signIn(company, apiUrl);
  const operate = operator(apiUrl, token);
  return {
    ...{ database, databaseUrl, server, company, apiUrl, token },
    customers: source.company.customers
      .filter(({ blocked, legalEntities }) => !blocked && legalEntities.includes('DE01'))
      .map(({ number }) => number),
    pause: (connection) => operate(connection, 'pause'),
    resume: (connection) => operate(connection, 'resume'),
    async stop() {
      await server.stop();
      await sandbox.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function signIn(company: CompanySettings, apiUrl: string): Promise<string> {
  const { tokenUrl, clientId, clientSecret } = credentialsOf(company, 'operations', apiUrl);
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const reply = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'invoices:write connections:operate',
    }),
  });
  if (!reply.ok) throw new Error(`no token: ${reply.status} ${await reply.text()}`);
  const { access_token: token } = (await reply.json()) as { access_token: string };
  return token;
}

function operator(apiUrl: string, token: string) {
  return async (connection: string, what: 'pause' | 'resume') => {
    const reply = await fetch(`${apiUrl}/v1/connections/${connection}/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'A bench measures something else' }),
    });
    if (!reply.ok) throw new Error(`${what} answers ${reply.status}: ${await reply.text()}`);
  };
}

const SANDBOX = join(import.meta.dirname, 'sandbox-program.ts');
const SERVER = join(import.meta.dirname, 'server-program.ts');
