/**
 * C10: the server commits and is killed before its answer arrives. The retry is answered as the
 * first request was, byte for byte.
 */

import { sampleInvoice } from '@kontor/acceptance/sample-invoice';
import { exchange } from '@kontor/client';
import { present } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { eventually } from '../harness/eventually.ts';
import { tokensOf } from '../harness/send-invoices.ts';
import { startTcpProxy } from '../harness/tcp-proxy.ts';

export const crashBeforeTheAnswer: Check = {
  name: 'crash-before-the-answer',
  number: 'C10',
  threshold: 'the retry is marked as a replay, names the same transaction, and is the kept reply',
  async run({ openStage, pick }) {
    const rounds = pick(20, 2);
    const stage = await openStage({ servers: 1 });
    const server = present(stage.servers[0], 'a stage has a server');
    const broken: string[] = [];
    let replayed = 0;
    const token = await tokensOf(stage).next();
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${token.kind === 'token' ? token.value : ''}`,
    };
    for (let round = 1; round <= rounds; round++) {
      const key = `C10-${round}`;
      const customer = present(stage.customers[round], 'there are customers');
      const body = JSON.stringify(sampleInvoice({ number: key, customer }));
      const proxy = await startTcpProxy(Number.parseInt(new URL(server.url).port, 10));
      const send = (url: string) =>
        exchange({
          ...{ method: 'POST', url: `${url}/v1/customer-invoices`, body, timeoutMs: 60_000 },
          headers: { ...headers, 'idempotency-key': key },
        });
      proxy.set('replies held');
      const first = send(`http://127.0.0.1:${proxy.port}`);
      const kept = async () => {
        const { rows } = await stage.database.pool.query<{ transaction_id: string; text: string }>(
          "select transaction_id, reply #>> '{}' as text from idempotency_key where key = $1",
          [key],
        );
        return rows[0];
      };
      await eventually(async () => (await kept()) !== undefined, { withinMs: 20_000, everyMs: 5 });
      await server.kill();
      await proxy.close();
      if ((await first).kind === 'reply') broken.push(`${key} was answered all the same`);
      await server.start();
      const retry = await send(server.url);
      const row = await kept();
      if (retry.kind !== 'reply') broken.push(`${key}: ${retry.cause}`);
      else if (retry.headers.get('idempotent-replayed') !== 'true' || retry.text !== row?.text) {
        broken.push(`${key} was answered ${retry.status} ${retry.text.slice(0, 200)}`);
      } else replayed += 1;
    }
    return {
      done: `${rounds} × kill -9 of the server after its commit and before its answer`,
      counted: `${replayed} of ${rounds} retries answered with the kept reply, byte for byte`,
      broken,
    };
  },
};
