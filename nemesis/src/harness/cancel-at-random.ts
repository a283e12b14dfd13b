/** Whoever sent an invoice wants it no longer: cancelled at a moment that nobody chose. */

import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '@kontor/client';
import { present, type Random } from '@kontor/kernel';
import { tokensOf, type Entry, type Sender } from './send-invoices.ts';
import type { Stage } from './stage.ts';

/** What whoever cancelled was answered last. */
export type CancelAnswer = 'cancelled' | 'being_sent' | 'already_sent' | 'none';

export type Cancelling = {
  /** Each comes at most this long after its invoice was acknowledged. */
  readonly withinMs: number;
  readonly random: Random;
};

/** By number, one answer for each invoice that was acknowledged. */
export async function cancelAtRandom(
  stage: Stage,
  { notebook, done }: Sender,
  { withinMs, random }: Cancelling,
): Promise<ReadonlyMap<string, CancelAnswer>> {
  const answers = new Map<string, CancelAnswer>();
  const begun = new Set<string>();
  const working: Promise<void>[] = [];
  const tokens = tokensOf(stage);
  let isSending = true;
  const begin = () => {
    for (const entry of notebook.acknowledged()) {
      if (begun.has(entry.number)) continue;
      begun.add(entry.number);
      const delayMs = random.fraction() * withinMs;
      working.push(
        sleep(delayMs)
          .then(() => cancelOne(stage, tokens, entry))
          .then((answer) => void answers.set(entry.number, answer)),
      );
    }
  };
  const watching = (async () => {
    for (; isSending; await sleep(5)) begin();
  })();
  await done;
  isSending = false;
  await watching;
  begin();
  await Promise.all(working);
  return answers;
}

async function cancelOne(
  stage: Stage,
  tokens: ReturnType<typeof tokensOf>,
  { number, transaction }: Entry,
): Promise<CancelAnswer> {
  let last: CancelAnswer = 'none';
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const token = await tokens.next();
    const { url } = present(stage.servers[attempt % stage.servers.length], 'a stage has servers');
    const reply = await exchange({
      method: 'POST',
      url: `${url}/v1/transactions/${present(transaction, 'it was acknowledged')}/cancel`,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token.kind === 'token' ? token.value : ''}`,
        'idempotency-key': `cancel-${number}`,
      },
      body: '{}',
      timeoutMs: 10_000,
    });
    const status = reply.kind === 'reply' ? reply.status : 0;
    if (status === 200) return 'cancelled';
    const code = reply.kind === 'reply' && status === 409 ? codeOf(reply.json) : undefined;
    if (code === 'already_sent') return 'already_sent';
    // A definite no of another kind shows in the end, as an answer that does not fit.
    if (code === 'being_sent') last = 'being_sent';
    if (status === 401) tokens.forget();
    await sleep(PAUSE_MS);
  }
  return last;
}

function codeOf(body: unknown): string | undefined {
  const { code } = (body ?? {}) as { readonly code?: string };
  return code;
}

/** Longer than a dead server's lease. */
const ATTEMPTS_MAX = 240;
const PAUSE_MS = 250;
