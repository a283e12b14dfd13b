/** Operators who decide about every open exception, at a server each, until all are answered. */

import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '@kontor/client';
import { present } from '@kontor/kernel';
import { tokensOf } from './send-invoices.ts';
import type { Stage } from './stage.ts';

export type OpenException = { readonly exception_id: string; readonly version: number };

export async function openExceptions({ database }: Stage): Promise<readonly OpenException[]> {
  const { rows } = await database.pool.query<OpenException>(
    `select exception_id, version from exception where status = 'open'`,
  );
  return rows;
}

export type Deciding = {
  readonly exceptions: readonly OpenException[];
  readonly action: 'retry' | 'abandon';
  readonly reason: string;
  /** Whose name it is done in, and at which server they begin. */
  readonly clientId: string;
  readonly server: number;
};

/** How many of them this operator was the first to decide. */
export async function decideExceptions(stage: Stage, deciding: Deciding): Promise<number> {
  const tokens = tokensOf(stage, deciding.clientId);
  const waiting = [...deciding.exceptions];
  let taken = 0;
  const decide = async (exception: OpenException) => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const token = await tokens.next();
      const index = (deciding.server + attempt) % stage.servers.length;
      const { url } = present(stage.servers[index], 'a stage has servers');
      const reply = await exchange({
        method: 'POST',
        url: `${url}/v1/exceptions/${exception.exception_id}/resolution`,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token.kind === 'token' ? token.value : ''}`,
          'idempotency-key': `${deciding.clientId}-${exception.exception_id}`,
        },
        body: JSON.stringify({
          ...{ action: deciding.action, reason: deciding.reason, version: exception.version },
        }),
        timeoutMs: 10_000,
      });
      if (reply.kind === 'reply' && reply.status === 200) taken += 1;
      if (reply.kind === 'reply' && reply.status < 500 && reply.status !== 401) return;
      await sleep(250);
    }
  };
  const work = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) await decide(each);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return taken;
}

const ATTEMPTS_MAX = 100;
