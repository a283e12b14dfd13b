/**
 * C5, C6, C9: many requests with one key at the same moment at several servers; the key again with
 * another body, with other whitespace, and after a refusal.
 */

import { sampleInvoice } from '@kontor/acceptance/sample-invoice';
import { exchange } from '@kontor/client';
import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { tokensOf, type Notebook } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const repeatAKey: Check = {
  name: 'repeat-a-key',
  number: 'C5, C6, C9',
  threshold:
    'one operation and one effect, 0 × 5xx; other value 422, other whitespace or order of members ' +
    'a replay; a refusal leaves the key free',
  async run({ openStage, pick }) {
    const stage = await openStage({ servers: 2 });
    const post = await poster(stage);
    const customer = present(stage.customers[0], 'there is a customer');
    const copies = pick(200, 200);
    const broken: string[] = [];
    const expect = (what: string, status: number, wanted: number) => {
      if (status !== wanted) broken.push(`${what}: ${status} instead of ${wanted}`);
    };
    const rounds = pick(10, 1);
    const statuses = new Map<number, number>();
    const entries: Notebook['entries'][number][] = [];
    for (let round = 1; round <= rounds; round++) {
      const number = `C5-${round}`;
      const invoice = sampleInvoice({ number, customer });
      const body = JSON.stringify(invoice);
      const replies = await Promise.all(
        Array.from({ length: copies }, (_, copy) => post(copy, number, body)),
      );
      for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const ids = new Set(replies.flatMap(({ id }) => id ?? []));
      if (ids.size !== 1) broken.push(`${ids.size} operations for one key`);
      entries.push({
        ...{ number, customer: customer.number, key: number, body, attempts: copies },
        transaction: [...ids][0] ?? '',
      });
      const dearer = JSON.stringify(sampleInvoice({ number, customer, net: 101n }));
      expect('another value', (await post(0, number, dearer)).status, 422);
      expect('whitespace', (await post(1, number, JSON.stringify(invoice, null, 2))).status, 202);
      const turned = JSON.stringify(Object.fromEntries(Object.entries(invoice).toReversed()));
      expect('order of members', (await post(0, number, turned)).status, 202);
      const wrong = JSON.stringify({ ...invoice, number: `C9-${round}`, customer: 'NOBODY' });
      expect('a refusal', (await post(1, `C9-${round}`, wrong)).status, 422);
      const right = JSON.stringify({ ...invoice, number: `C9-${round}` });
      const mended = await post(0, `C9-${round}`, right);
      expect('the corrected retry', mended.status, 202);
      entries.push({
        ...{ number: `C9-${round}`, customer: customer.number, key: '', body: right, attempts: 2 },
        transaction: mended.id ?? '',
      });
    }
    const allowed = new Set([202, 409]);
    for (const [status, count] of statuses) {
      if (!allowed.has(status)) broken.push(`${count} × ${status}`);
    }
    const silences = new Map<string, number>();
    const notebook = { entries, statuses, silences, acknowledged: () => entries };
    const settled = await settleUp(stage, [notebook]);
    return {
      done: `${rounds} × ${copies} identical requests at once at 2 servers, then 5 variations`,
      counted: `${entries.length / 2} operations; ${settled.words}; ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`,
      broken: [...broken, ...settled.broken],
    };
  },
};

type Answered = { readonly status: number; readonly id?: string };

async function poster(
  stage: Stage,
): Promise<(turn: number, key: string, body: string) => Promise<Answered>> {
  const token = await tokensOf(stage).next();
  const bearer = token.kind === 'token' ? token.value : '';
  return async (turn, key, body) => {
    const { url } = present(stage.servers[turn % stage.servers.length], 'there is a server');
    const reply = await exchange({
      ...{ method: 'POST', url: `${url}/v1/customer-invoices`, body, timeoutMs: 30_000 },
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${bearer}`,
        'idempotency-key': key,
      },
    });
    if (reply.kind === 'silence') return { status: 0 };
    const { status, json } = reply;
    return status < 300 ? { status, id: (json as { readonly id: string }).id } : { status };
  };
}
