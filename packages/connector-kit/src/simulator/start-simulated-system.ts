/**
 * A simulated system: a real HTTP server on the loopback address that keeps books and can be told
 * to misbehave. A vendor's simulator supplies `handle`; everything that goes wrong is done here, in
 * front of it and behind it, so that no simulator has to think of it.
 *
 * The controls listen on a port of their own: they stay reachable while the system is down.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom, systemClock, type Clock, type Random } from '@kontor/kernel';
import { openCallLog } from './call-log.ts';
import { drawFate, NO_FAULTS, type Faults } from './faults.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { readBody } from './read-body.ts';
import { controlHandler } from './control-handler.ts';

/** What a vendor's simulator is given, already read and taken apart. */
export type SimulatedRequest = {
  readonly method: string;
  /** Without the query, percent-encoding undone. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type SimulatedReply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Effects are written only with `ledger.append`; without it nothing has happened. */
export type SimulatedHandler = (
  request: SimulatedRequest,
  ledger: Ledger,
) => SimulatedReply | Promise<SimulatedReply>;

export type MasterDataOutcome =
  | { readonly kind: 'loaded'; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'refused'; readonly detail: string };

export type SimulatedSystemOptions = {
  readonly name: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly handle: SimulatedHandler;
  /** Called with the books as they were read back, before anybody is served. */
  readonly continueFrom?: (ledger: Ledger) => void;
  /** Adds or replaces master data, in the vendor's own shape. */
  readonly loadMasterData?: (data: unknown) => MasterDataOutcome;
  readonly faults?: Partial<Faults>;
  /** JSON Lines; read back at the start, so that a restart keeps the books. */
  readonly ledgerFile?: string;
  /** Which requests the fault rates hit. */
  readonly seed?: number;
  readonly clock?: Clock;
};

export type SimulatedSystem = {
  readonly name: string;
  readonly url: string;
  /** Below it: `/_sandbox/faults`, `/_sandbox/ledger`, `/_sandbox/calls`, … */
  readonly controlUrl: string;
  readonly faults: FaultSwitches;
  readonly ledger: Ledger;
  readonly loadMasterData: (data: unknown) => MasterDataOutcome;
  stop(): Promise<void>;
};

export type FaultSwitches = {
  current(): Faults;
  /** Changes the named switches; settles once the system behaves accordingly. */
  set(change: Partial<Faults>): Promise<Faults>;
  clear(): Promise<Faults>;
};

export async function startSimulatedSystem(
  options: SimulatedSystemOptions,
): Promise<SimulatedSystem> {
  const { name, clock = systemClock, ledgerFile } = options;
  const random = seededRandom(options.seed ?? 1);
  const stopping = new AbortController();
  let faults: Faults = NO_FAULTS;
  const { ledger, close } = openLedger({
    clock,
    indexLagMs: () => faults.indexLagMs,
    ...(ledgerFile !== undefined && { file: ledgerFile }),
  });

  options.continueFrom?.(ledger);
  const stopped = stopping.signal;
  const serving = { handle: options.handle, ledger, random, stopped, isDown: () => faults.down };
  const calls = openCallLog(clock);
  const server = createServer((incoming, outgoing) => {
    calls.arrived(incoming, outgoing);
    void serve(incoming, outgoing, { ...serving, faults });
  });
  const port = await listen(server, options.port ?? 0);

  const switches: FaultSwitches = {
    current: () => faults,
    async set(change) {
      faults = { ...faults, ...change };
      if (faults.down && server.listening) await shut(server);
      if (!faults.down && !server.listening) await listen(server, port);
      return faults;
    },
    clear: () => switches.set(NO_FAULTS),
  };
  const loadMasterData =
    options.loadMasterData ?? (() => ({ kind: 'refused', detail: `${name} takes no master data` }));
  const control = createServer(controlHandler({ switches, ledger, calls, loadMasterData }));
  const controlPort = await listen(control, options.controlPort ?? 0);
  if (options.faults) await switches.set(options.faults);

  let ending: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    await Promise.all([server, control].filter((each) => each.listening).map(shut));
    close();
  };

  return {
    name,
    url: `http://${HOST}:${port}`,
    controlUrl: `http://${HOST}:${controlPort}`,
    faults: switches,
    ledger,
    loadMasterData,
    stop: () => (ending ??= stop()),
  };
}

type Serving = {
  readonly handle: SimulatedHandler;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly stopped: AbortSignal;
  readonly isDown: () => boolean;
  readonly faults: Faults;
};

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { handle, ledger, random, stopped, isDown, faults }: Serving,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) return void outgoing.destroy(); // the caller went away, or sent too much
  const request = toSimulatedRequest(incoming, body);
  const fate = drawFate(faults, random);

  if (!(await pause(faults.slowMs, stopped))) return void outgoing.destroy();
  if (isDown()) return void outgoing.destroy(); // what was not begun dies with the system
  if (fate.isThrottled) return answer(outgoing, throttled(faults.retryAfterSeconds));
  if (fate.failure === 'before') return answer(outgoing, SERVER_ERROR);

  const reply = await handle(request, ledger);
  if (fate.isDeliveredTwice) await handle(request, ledger);

  if (!(await pause(faults.lateReplyMs, stopped))) return void outgoing.destroy();
  if (fate.isReplyLost) return void outgoing.socket?.destroy();
  answer(outgoing, fate.failure === 'after' ? SERVER_ERROR : reply);
}

function toSimulatedRequest(incoming: IncomingMessage, body: string): SimulatedRequest {
  const url = new URL(incoming.url ?? '/', 'http://simulated.invalid');
  const headers: Record<string, string> = {};
  for (const [header, value] of Object.entries(incoming.headers)) {
    headers[header] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  const path = decodePath(url.pathname);
  return { method: incoming.method ?? 'GET', path, query: url.searchParams, headers, body };
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname; // a stray % is the handler's to refuse
  }
}

function answer(outgoing: ServerResponse, { status, headers, body }: SimulatedReply): void {
  if (outgoing.destroyed) return;
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  outgoing.writeHead(status, { ...headers, ...length }).end(body);
}

/** False when the system was stopped meanwhile. */
async function pause(delayMs: number, stopped: AbortSignal): Promise<boolean> {
  if (delayMs === 0) return !stopped.aborted;
  return sleep(delayMs, true, { signal: stopped }).catch(() => false);
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

async function shut(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function throttled(retryAfterSeconds: number): SimulatedReply {
  const headers = { 'retry-after': String(retryAfterSeconds), 'content-type': 'text/plain' };
  return { status: 429, headers, body: 'Too many requests' };
}

const SERVER_ERROR: SimulatedReply = {
  status: 500,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>500 Internal Server Error</h1><hr></body></html>',
};

const HOST = '127.0.0.1';
