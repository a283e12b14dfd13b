/** Serves the sandbox's page, and takes the fault switches that are set on it. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseFaults } from '@kontor/connector-kit/simulator';
import type { SandboxCompany } from '../master-data/sandbox-company.ts';
import type { SandboxSystem } from '../start-sandbox.ts';
import { faultsFromForm } from './faults-from-form.ts';
import { sandboxPage } from './sandbox-page.ts';

export type PageContent = {
  readonly company: SandboxCompany;
  readonly systems: readonly SandboxSystem[];
};

export type Page = { readonly url: string; stop(): Promise<void> };

export async function startPage({
  port,
  ...content
}: PageContent & { readonly port: number }): Promise<Page> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, content).then((reply) => send(outgoing, reply));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Reply = {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly location?: string;
};

async function answer(incoming: IncomingMessage, content: PageContent): Promise<Reply> {
  if (!isFromHere(incoming)) return text(403, 'The sandbox answers to this machine alone.');
  const { pathname } = new URL(incoming.url ?? '/', 'http://sandbox.invalid');
  const route = `${incoming.method} ${pathname}`;
  if (route === 'GET /') {
    return { status: 200, type: 'text/html; charset=utf-8', body: sandboxPage(content) };
  }
  if (route === 'GET /sandbox.json') {
    const body = `${JSON.stringify(toJson(content), undefined, 2)}\n`;
    return { status: 200, type: 'application/json', body };
  }
  const name = /^POST \/systems\/([\w-]+)\/faults$/.exec(route)?.[1];
  const system = content.systems.find((each) => each.name === name);
  if (!system) return text(404, 'There is no such page.');
  return setFaults(system, await readForm(incoming));
}

async function setFaults(system: SandboxSystem, form: URLSearchParams): Promise<Reply> {
  const reading = parseFaults(faultsFromForm(form));
  if (reading.kind === 'refused') return text(400, reading.detail);
  await system.faults.set(reading.faults);
  return { status: 303, location: `/#${system.name}` };
}

/**
 * Any web page may post a form to this machine, and any name may resolve to it. A browser says
 * where a request comes from; programs that are no browser say nothing, and may pass.
 */
function isFromHere({ headers }: IncomingMessage): boolean {
  const host = headers.host?.replace(/:\d+$/, '');
  const site = headers['sec-fetch-site'] ?? 'none';
  return (
    (host === HOST || host === 'localhost') &&
    (site === 'none' || site === 'same-origin' || headers['sec-fetch-mode'] === 'navigate') &&
    (headers.origin === undefined || headers.origin === `http://${headers.host}`)
  );
}

async function readForm(incoming: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    body += chunk.toString('latin1');
    if (body.length > FORM_BYTES_MAX) break; // what is cut does not pass the schema
  }
  return new URLSearchParams(body);
}

function toJson({ company, systems }: PageContent) {
  return {
    company: company.name,
    legalEntities: company.legalEntities.map(({ code }) => code),
    customers: company.customers.length,
    systems: systems.map(({ name, title, url, controlUrl, faults, ledger }) => ({
      name,
      title,
      url,
      controlUrl,
      faults: faults.current(),
      ledger: ledger.summary(),
    })),
  };
}

function text(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` };
}

function send(outgoing: ServerResponse, { status, type, body = '', location }: Reply): void {
  outgoing.writeHead(status, {
    ...(type !== undefined && { 'content-type': type }),
    ...(location !== undefined && { location }),
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    // With no-referrer a browser posts forms with the origin "null", and they would be refused
    // above.
    'referrer-policy': 'same-origin',
  });
  outgoing.end(body);
}

const HOST = '127.0.0.1';

/** Nine switches are a few hundred bytes. */
const FORM_BYTES_MAX = 8_192;
