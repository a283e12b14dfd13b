/**
 * Invoices with Restate: a virtual object for each customer, whose handler runs three durable
 * steps. The server is the one from npm with its defaults, on ports of its own.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http2';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEndpointHandler, object, type ObjectContext } from '@restatedev/restate-sdk';
import { Pool } from 'undici';
import {
  openInvoiceWork,
  type InvoiceJob,
  type JobAsked,
} from '../../src/end-to-end/invoice-job.ts';
import { openDoor } from '../../src/end-to-end/open-door.ts';

const BINARY = join(
  import.meta.dirname,
  `node_modules/@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`,
);
const asked = JSON.parse(process.argv[2] ?? '') as JobAsked;
const work = await openInvoiceWork(asked);

const customer = object({
  name: 'customer',
  handlers: {
    createInvoice: async (context: ObjectContext, job: InvoiceJob) => {
      const posted = await context.run('post', () => work.post(job));
      await context.run('mirror', () => work.mirror(job, posted));
      await context.run('record', () => work.record(job, posted));
    },
  },
});

const [node, admin, ingress, services] = await Promise.all([port(), port(), port(), port()]);
createServer(createEndpointHandler({ services: [customer] })).listen(services, '127.0.0.1');
await startRestate();
const deployed = await fetch(`http://127.0.0.1:${admin}/deployments`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ uri: `http://127.0.0.1:${services}` }),
});
if (!deployed.ok) throw new Error(`not deployed: ${await deployed.text()}`);
const calls = new Pool(`http://127.0.0.1:${ingress}`, { connections: 64 });
await openDoor({ port: asked.port, work, take });
process.send?.('ready');

/** Answered when it is in Restate's log. */
async function take(job: InvoiceJob): Promise<void> {
  const { statusCode, body } = await calls.request({
    method: 'POST',
    path: `/customer/${encodeURIComponent(job.input.customer)}/createInvoice/send`,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': `${job.input.legalEntity}/${job.input.number}`,
    },
    body: JSON.stringify(job),
  });
  if (statusCode >= 300) throw new Error(`not taken: ${statusCode} ${await body.text()}`);
  await body.dump();
}

async function startRestate(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-bench-restate-'));
  const config = join(folder, 'restate.toml');
  writeFileSync(
    config,
    [
      'disable-telemetry = true',
      'log-filter = "warn"',
      `[admin]\nbind-address = "127.0.0.1:${admin}"`,
      `[ingress]\nbind-address = "127.0.0.1:${ingress}"`,
    ].join('\n'),
  );
  const server = spawn(
    BINARY,
    [
      ...['--config-file', config, '--base-dir', join(folder, 'data'), '--no-logo'],
      ...['--listen-mode', 'tcp', '--bind-address', `127.0.0.1:${node}`],
    ],
    { stdio: 'inherit' },
  );
  const stop = () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', stop);
  process.once('SIGTERM', () => process.exit(0));
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 100) {
    const healthy = await Promise.all([
      isHealthy(`http://127.0.0.1:${admin}/health`),
      isHealthy(`http://127.0.0.1:${ingress}/restate/health`),
    ]);
    if (healthy.every(Boolean)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Restate did not start');
}

function isHealthy(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

function port(): Promise<number> {
  return new Promise((resolve) => {
    const server = createTcpServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
