/**
 * How many invoices a second are durably accepted over HTTP – token, schema, checks of EN 16931 and
 * master data, idempotency, business key, lane, audit and outbox in one commit – against the
 * plainest durable thing PostgreSQL does: one row per commit, from as many clients, on the same
 * server.
 *
 * The ledger's connection is paused, so that accepting is measured and not delivering.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '@kontor/kernel';
import { Pool } from 'undici';
import { insertRows } from './insert-rows.ts';
import { invoiceBody } from './invoice-body.ts';

export type AcceptResult = {
  readonly acceptsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly refused: number;
  readonly peer: string;
  readonly insertsPerSecond: number;
};

export async function benchAccept({ clients = 64, seconds = 10 } = {}): Promise<AcceptResult> {
  const { server, ...platform } = await startServer();
  try {
    const { credentials } = platform;
    const token = await signIn(credentials);
    await pauseLedger(credentials.apiUrl, token);
    await drive({ ...platform, token, clients, seconds: 3, prefix: 'W' });
    const accepts = await drive({ ...platform, token, clients, seconds, prefix: 'B' });
    const inserts = await insertRows({ databaseUrl: platform.databaseUrl, clients, seconds });
    return { ...accepts, ...inserts };
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

type Credentials = {
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

type Started = {
  readonly credentials: Credentials;
  readonly customers: readonly string[];
  readonly databaseUrl: string;
};

async function startServer() {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  return { server, ...(JSON.parse(line) as Started) };
}

async function signIn({ tokenUrl, clientId, clientSecret }: Credentials): Promise<string> {
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

async function pauseLedger(apiUrl: string, token: string): Promise<void> {
  const reply = await fetch(`${apiUrl}/v1/connections/sap-s4hana/pause`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'Only accepting is measured' }),
  });
  if (!reply.ok) throw new Error(`not paused: ${reply.status} ${await reply.text()}`);
}

type Drive = Started & {
  readonly token: string;
  readonly clients: number;
  readonly seconds: number;
  readonly prefix: string;
};

async function drive({ credentials, customers, token, clients, seconds, prefix }: Drive) {
  const pool = new Pool(credentials.apiUrl, { connections: clients, pipelining: 1 });
  const endMs = systemClock.elapsedMs() + seconds * 1_000;
  const latencies: number[] = [];
  let refused = 0;
  let next = 0;
  async function client(): Promise<void> {
    while (systemClock.elapsedMs() < endMs) {
      const number = `${prefix}${next++}`;
      const customer = customers[next % customers.length] ?? '';
      const startMs = systemClock.elapsedMs();
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/v1/customer-invoices',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': number,
        },
        body: invoiceBody({ number, customer, day: systemClock.now().slice(0, 10) }),
      });
      await body.dump();
      if (statusCode === 202) latencies.push(systemClock.elapsedMs() - startMs);
      else refused += 1;
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  await pool.close();
  latencies.sort((left, right) => left - right);
  return {
    acceptsPerSecond: Math.round(latencies.length / seconds),
    p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    refused,
  };
}
