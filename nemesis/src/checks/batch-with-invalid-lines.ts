/**
 * C18, C19: ten thousand invoices in one request, 37 of them spoilt. As a whole they are refused
 * and nothing is there; line by line the others are accepted, although the server is killed in the
 * middle of it, again and again, and the batch sent once more under the same key.
 */

import { minorOf, monthEnd, type MonthEnd } from '@kontor/acceptance/month-end';
import { exchange } from '@kontor/client';
import type { InvoiceBatch, ProblemDetails } from '@kontor/contracts';
import { money, currency, present, toDecimal } from '@kontor/kernel';
import { makeSandboxCompany } from '@kontor/sandbox';
import type { Check } from '../check.ts';
import { eventually } from '../harness/eventually.ts';
import { reversalOf, settleUp } from '../harness/judge.ts';
import type { BookEntry } from '../harness/sandbox.ts';
import { tokensOf, type Entry, type Notebook } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const batchWithInvalidLines: Check = {
  name: 'batch-with-invalid-lines',
  number: 'C18, C19',
  threshold:
    'partial: all valid lines posted, 37 reported with line, pointer and code, totals equal to ' +
    'the cent per currency; atomic: 0 accepted, 37 problems',
  async run({ openStage, pick, say }) {
    const count = pick(10_000, 1_000);
    const kills = pick(5, 2);
    const stage = await openStage({ servers: 1 });
    const british = makeSandboxCompany().customers.filter(
      ({ legalEntities, blocked }) => legalEntities.includes('GB01') && !blocked,
    );
    const order = { german: stage.customers, british, spoilt: 37, prefix: 'C18-' };
    const month = monthEnd({ ...order, count });
    const refused = await sendAtomic(stage, month);
    say('refused as a whole');
    const batch = await sendUnderKills(stage, { month, kills, say });
    const settled = await settleUp(stage, [notebookOf(month, batch)], 600_000);
    const books = totalsOf(await stage.sandbox.books('sap-s4hana'));
    const told = batch.totals.map(({ currency: code, accepted }) => `${code} ${accepted.amount}`);
    const reckoned = Object.entries(month.totals).map(([code, { accepted }]) =>
      inWords(code, accepted.minor),
    );
    return {
      done:
        `${count} invoices in one request, 37 spoilt: atomic, then partial with ${kills} × ` +
        'kill -9 of the server in the middle of it, each time sent again under the same key',
      counted:
        `atomic: ${refused.kept} accepted, ${refused.lines} lines named; partial: ` +
        `${batch.accepted} accepted (${batch.replayed} by replay), ${batch.refused} reported; ` +
        `${settled.words}; the ledger holds ${books.join(', ')}`,
      broken: [
        ...(refused.kept === 0 && refused.lines === 37 ? [] : [`atomic: ${refused.words}`]),
        ...differences('refused lines', linesOf(month), refusedOf(batch)),
        ...differences('totals that were told', reckoned.toSorted(), told.toSorted()),
        ...differences('totals of the ledger', reckoned.toSorted(), books.toSorted()),
        ...(batch.accepted === count - 37 ? [] : [`${batch.accepted} accepted`]),
        ...settled.broken,
      ],
    };
  },
};

async function sendAtomic(stage: Stage, month: MonthEnd) {
  const reply = await post(stage, month, '?mode=atomic');
  const kept = await keptIn(stage);
  if (reply.kind === 'silence') return { kept, lines: 0, words: reply.cause };
  const { errors = [], detail } = reply.json as ProblemDetails;
  const lines = new Set(errors.map(({ line }) => line)).size;
  return { kept, lines, words: `${reply.status} ${detail ?? ''}, ${kept} accepted` };
}

type Sending = {
  readonly month: MonthEnd;
  readonly kills: number;
  readonly say: (sentence: string) => void;
};

/** Each kill comes when a further part of the batch is durable, and before the answer. */
async function sendUnderKills(stage: Stage, { month, kills, say }: Sending): Promise<InvoiceBatch> {
  const server = present(stage.servers[0], 'a stage has a server');
  for (let kill = 1; kill <= kills; kill++) {
    const reply = post(stage, month);
    const part = Math.floor((month.good.length * kill) / (kills + 1));
    await eventually(async () => (await keptIn(stage)) >= part, { withinMs: 60_000, everyMs: 5 });
    await server.kill();
    const { kind } = await reply;
    say(`killed at ${await keptIn(stage)} of ${month.lines.length}: ${kind}`);
    await server.start();
  }
  const reply = await post(stage, month);
  if (reply.kind === 'silence' || reply.status !== 200) {
    throw new Error(`the batch was answered ${JSON.stringify(reply).slice(0, 500)}`);
  }
  return reply.json as InvoiceBatch;
}

async function post(stage: Stage, { lines }: MonthEnd, query = '') {
  const token = await tokensOf(stage).next();
  if (token.kind === 'silence') return token;
  const server = present(stage.servers[0], 'a stage has a server');
  return exchange({
    ...{ method: 'POST', url: `${server.url}/v1/customer-invoice-batches${query}` },
    headers: {
      'content-type': 'application/x-ndjson',
      authorization: `Bearer ${token.value}`,
      'idempotency-key': 'month-end',
    },
    body: lines.join('\n'),
    timeoutMs: 120_000,
  });
}

async function keptIn({ database }: Stage): Promise<number> {
  const { rows } = await database.pool.query<{ kept: number }>(
    'select count(*)::int as kept from transaction',
  );
  return rows[0]?.kept ?? 0;
}

/** Lines of one customer are in the order of the batch: so the judge sees it when one overtakes. */
function notebookOf({ good }: MonthEnd, { outcomes }: InvoiceBatch): Notebook {
  const transactions = new Map(
    outcomes
      .filter(({ outcome }) => outcome === 'accepted')
      .map(({ number, transaction }) => [number, transaction]),
  );
  const entries: readonly Entry[] = good.map(({ number, legalEntity, customer: of }) => {
    const transaction = transactions.get(number);
    // Some are customers of both companies: each of these has an order of its own.
    const customer = `${legalEntity}/${of}`;
    return {
      ...{ number, customer, key: 'month-end', attempts: 1 },
      ...(transaction !== undefined && { transaction }),
    };
  });
  const acknowledged = () => entries.filter(({ transaction }) => transaction !== undefined);
  return { entries, acknowledged, statuses: new Map(), silences: new Map() };
}

/** What customers owe by the ledger's own documents, reversed ones and reversals left out. */
function totalsOf(documents: readonly BookEntry[]): readonly string[] {
  const takenBack = new Set(documents.flatMap((entry) => reversalOf(entry) ?? []));
  const sums = new Map<string, bigint>();
  for (const entry of documents) {
    if (reversalOf(entry) !== undefined || takenBack.has(entry.number)) continue;
    const items = entry.facts['items'] as readonly Readonly<Record<string, string>>[];
    for (const { kind, amount = '0', currency: code = '' } of items) {
      if (kind === 'debtor') sums.set(code, (sums.get(code) ?? 0n) + minorOf(amount));
    }
  }
  return [...sums].map(([code, minor]) => inWords(code, minor));
}

function inWords(code: string, minor: bigint): string {
  return `${code} ${toDecimal(money(minor, currency(code)))}`;
}

function linesOf({ spoilt }: MonthEnd): readonly string[] {
  return spoilt.map(({ line, code }) => `${line} ${code}`);
}

function refusedOf({ outcomes }: InvoiceBatch): readonly string[] {
  return outcomes
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ line, problem }) => `${line} ${problem?.code}`);
}

function differences(what: string, wanted: readonly string[], found: readonly string[]) {
  if (wanted.join() === found.join()) return [];
  return [`${what}: ${found.slice(0, 5).join(', ')} instead of ${wanted.slice(0, 5).join(', ')}`];
}
