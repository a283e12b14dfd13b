/** The controls of a simulated system over HTTP: its faults, books, calls and master data. */

import type { IncomingMessage, RequestListener } from 'node:http';
import type { CallLog } from './call-log.ts';
import { NO_FAULTS, parseFaults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import { readBody } from './read-body.ts';
import type { FaultSwitches, MasterDataOutcome } from './start-simulated-system.ts';

type Controls = {
  readonly switches: FaultSwitches;
  readonly ledger: Ledger;
  readonly calls: CallLog;
  readonly loadMasterData: (data: unknown) => MasterDataOutcome;
};

type Answer = { readonly status: number; readonly value: unknown };

export function controlHandler(controls: Controls): RequestListener {
  return (incoming, outgoing) => {
    void answerTo(incoming, controls).then(({ status, value }) => {
      outgoing.writeHead(status, { 'content-type': 'application/json' });
      outgoing.end(`${JSON.stringify(value)}\n`);
    });
  };
}

async function answerTo(
  incoming: IncomingMessage,
  { switches, ledger, calls, loadMasterData }: Controls,
): Promise<Answer> {
  const url = new URL(incoming.url ?? '/', 'http://simulated.invalid');
  switch (`${incoming.method} ${url.pathname}`) {
    case 'GET /_sandbox/faults':
      return { status: 200, value: switches.current() };
    case 'PUT /_sandbox/faults': // switches that are not named go off
      return setFaults(await readJson(incoming), { switches, isWhole: true });
    case 'PATCH /_sandbox/faults': // switches that are not named stay
      return setFaults(await readJson(incoming), { switches, isWhole: false });
    case 'GET /_sandbox/ledger':
      return ledgerPage(ledger, url.searchParams);
    case 'GET /_sandbox/calls':
      return callsPage(calls, url.searchParams);
    case 'GET /_sandbox/ledger/summary':
      return { status: 200, value: ledger.summary() };
    case 'POST /_sandbox/master-data': {
      const outcome = loadMasterData(await readJson(incoming));
      return { status: outcome.kind === 'loaded' ? 200 : 400, value: outcome };
    }
    default:
      return { status: 404, value: { detail: `There is no ${incoming.method} ${url.pathname}` } };
  }
}

async function setFaults(
  value: unknown,
  { switches, isWhole }: { readonly switches: FaultSwitches; readonly isWhole: boolean },
): Promise<Answer> {
  const reading = parseFaults(value);
  if (reading.kind === 'refused') return { status: 400, value: { detail: reading.detail } };
  const change = isWhole ? { ...NO_FAULTS, ...reading.faults } : reading.faults;
  return { status: 200, value: await switches.set(change) };
}

/**
 * `?after=N&limit=M`: the entries that were committed after entry N, and where the next page
 * begins.
 */
function ledgerPage(ledger: Ledger, query: URLSearchParams): Answer {
  const page = pageOf(query);
  if (page === undefined) return NO_PAGE;
  const { after, limit } = page;
  const all = ledger.entries();
  const entries = all.slice(after, after + limit);
  const next = after + entries.length;
  return { status: 200, value: { entries, ...(next < all.length && { next }) } };
}

/** `?after=N&limit=M`: the calls that came after call N; an empty page is the end. */
function callsPage(calls: CallLog, query: URLSearchParams): Answer {
  const page = pageOf(query);
  if (page === undefined) return NO_PAGE;
  return { status: 200, value: { calls: calls.after(page.after, page.limit) } };
}

function pageOf(query: URLSearchParams) {
  const after = wholeNumber(query.get('after') ?? '0');
  const limit = wholeNumber(query.get('limit') ?? String(PAGE_ENTRIES_MAX));
  if (after === undefined || limit === undefined) return undefined;
  return limit < 1 || limit > PAGE_ENTRIES_MAX ? undefined : { after, limit };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,12}$/.test(text) ? parseInt(text, 10) : undefined;
}

/** Undefined for anything that is not JSON; no schema accepts undefined. */
async function readJson(incoming: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(incoming)) ?? '');
  } catch {
    return undefined;
  }
}

/** About two megabytes of entries. */
const PAGE_ENTRIES_MAX = 1_000;
const NO_PAGE: Answer = {
  status: 400,
  value: { detail: `after ≥ 0 and 1 ≤ limit ≤ ${PAGE_ENTRIES_MAX}` },
};
