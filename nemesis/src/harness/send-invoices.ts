/**
 * Applications that bill, and the notebook in which they keep what they were answered: the only
 * witness of what was acknowledged. Each customer's invoices are sent one after another, so their
 * order is known; whoever gets no final answer asks again, under the same key, somewhere else.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { sampleInvoice } from '@kontor/acceptance/sample-invoice';
import { accessTokens, exchange, type AccessTokens } from '@kontor/client';
import { present, systemClock } from '@kontor/kernel';
import type { SandboxCustomer } from '@kontor/sandbox';
import type { Stage } from './stage.ts';

export type Entry = {
  readonly number: string;
  readonly customer: string;
  readonly key: string;
  /** As it was handed over; absent when it went in a batch. */
  readonly body?: string;
  /** Of what was accepted. */
  transaction?: string;
  /** The body of the answer, as it came. */
  answer?: string;
  /** A definite no. */
  refusal?: string;
  wasReplayed?: boolean;
  attempts: number;
  /** Of the attempt that was answered. */
  latencyMs?: number;
  answeredAtMs?: number;
};

export type Notebook = {
  readonly entries: readonly Entry[];
  /** How often each status was answered; 0 is silence. */
  readonly statuses: ReadonlyMap<number, number>;
  /** What each silence was, and how often: `connect ECONNREFUSED …`. */
  readonly silences: ReadonlyMap<string, number>;
  acknowledged(): readonly Entry[];
};

export type Sending = {
  readonly invoices: number;
  /** Applications that send side by side. */
  readonly senders: number;
  /** Set before the number: `K1-`. */
  readonly prefix: string;
  readonly customers?: readonly SandboxCustomer[];
  /** Together; as fast as they are answered unless given. */
  readonly perSecond?: number;
  readonly timeoutMs?: number;
  /** How often one is tried before its sender gives up. */
  readonly attemptsMax?: number;
  readonly signal?: AbortSignal;
};

export type Sender = { readonly notebook: Notebook; readonly done: Promise<void> };

export function sendInvoices(stage: Stage, sending: Sending): Sender {
  const entries: Entry[] = [];
  const statuses = new Map<number, number>();
  const silences = new Map<string, number>();
  const tokens = tokensOf(stage);
  const startedMs = systemClock.elapsedMs();
  const customers = sending.customers ?? stage.customers;
  let next = 0;

  async function sendFor(own: readonly SandboxCustomer[]): Promise<void> {
    for (let turn = 0; next < sending.invoices && sending.signal?.aborted !== true; turn++) {
      const index = next++;
      const customer = present(own[turn % own.length], 'every sender has a customer');
      const { perSecond } = sending;
      if (perSecond !== undefined) {
        await sleep(Math.max(0, startedMs + (index * 1_000) / perSecond - systemClock.elapsedMs()));
      }
      const number = `${sending.prefix}${String(index + 1).padStart(6, '0')}`;
      const invoice = sampleInvoice({ number, customer, net: BigInt(10 + (index % 500)) });
      const body = JSON.stringify(invoice);
      const key = `key-${number}`;
      const entry: Entry = { number, customer: customer.number, key, body, attempts: 0 };
      entries.push(entry);
      await sendOne({ stage, tokens, sending, statuses, silences }, entry);
    }
  }

  // More senders than customers share them: then nobody knows an order, and none is judged.
  const shares = Array.from({ length: sending.senders }, (_, sender) => {
    const own = customers.filter((_customer, index) => index % sending.senders === sender);
    return own.length > 0 ? own : customers.slice(sender % customers.length);
  });
  return {
    notebook: {
      ...{ entries, statuses, silences },
      acknowledged: () => entries.filter(({ transaction }) => transaction !== undefined),
    },
    done: Promise.all(shares.map(sendFor)).then(() => undefined),
  };
}

/** The same invoices once more under their keys, each customer's in their order. */
export function sendAgain(stage: Stage, before: Notebook): Sender {
  const entries = before.entries.map(({ number, customer, key, body = '' }): Entry => ({
    number,
    customer,
    key,
    body,
    attempts: 0,
  }));
  const statuses = new Map<number, number>();
  const silences = new Map<string, number>();
  const context = { stage, tokens: tokensOf(stage), sending: {}, statuses, silences };
  const sendFor = async (own: readonly Entry[]) => {
    for (const entry of own) await sendOne(context, entry);
  };
  const customers = Map.groupBy(entries, ({ customer }) => customer);
  return {
    notebook: {
      ...{ entries, statuses, silences },
      acknowledged: () => entries.filter(({ transaction }) => transaction !== undefined),
    },
    done: Promise.all([...customers.values()].map(sendFor)).then(() => undefined),
  };
}

type Context = {
  readonly stage: Stage;
  readonly tokens: AccessTokens;
  readonly sending: Pick<Sending, 'attemptsMax' | 'signal' | 'timeoutMs'>;
  readonly statuses: Map<number, number>;
  readonly silences: Map<string, number>;
};

async function sendOne(context: Context, entry: Entry): Promise<void> {
  const { attemptsMax = ATTEMPTS_MAX, signal } = context.sending;
  while (entry.attempts < attemptsMax) {
    entry.attempts += 1;
    const sentMs = systemClock.elapsedMs();
    const reply = await post(context, entry);
    const status = reply.kind === 'reply' ? reply.status : 0;
    context.statuses.set(status, (context.statuses.get(status) ?? 0) + 1);
    if (reply.kind === 'silence') {
      context.silences.set(reply.cause, (context.silences.get(reply.cause) ?? 0) + 1);
    }
    if (reply.kind === 'reply' && (status === 202 || status === 200)) {
      const now = systemClock.elapsedMs();
      Object.assign(entry, {
        transaction: (reply.json as { readonly id: string }).id,
        answer: reply.text,
        wasReplayed: reply.headers.get('idempotent-replayed') === 'true',
        latencyMs: now - sentMs,
        answeredAtMs: now,
      });
      return;
    }
    if (status === 401) context.tokens.forget();
    else if (status >= 400 && status < 500 && status !== 409 && status !== 429 && status !== 408) {
      entry.refusal = `${status} ${reply.kind === 'reply' ? reply.text : ''}`;
      return;
    }
    // A sender that was told to stop still finds out what became of what it sent.
    if (signal?.aborted === true && entry.attempts > ATTEMPTS_AFTER_THE_END) return;
    await sleep(Math.min(PAUSE_MS * entry.attempts, PAUSE_MS_MAX));
  }
}

/** Another server at each attempt: the first may be dead. */
async function post({ stage, tokens, sending }: Context, entry: Entry) {
  const token = await tokens.next();
  if (token.kind === 'silence') return token;
  const server = stage.servers[(hash(entry.number) + entry.attempts) % stage.servers.length];
  return exchange({
    method: 'POST',
    url: `${present(server, 'a stage has a server').url}/v1/customer-invoices`,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token.value}`,
      'idempotency-key': entry.key,
    },
    body: present(entry.body, 'it is sent by itself'),
    timeoutMs: sending.timeoutMs ?? TIMEOUT_MS,
  });
}

/** Tokens are asked for at whichever server answers. */
export function tokensOf(stage: Stage, clientId = 'operations'): AccessTokens {
  const application = present(
    stage.company.applications.find((each) => each.clientId === clientId),
    `the company has an application ${clientId}`,
  );
  const sources = stage.servers.map(({ url }) =>
    accessTokens({
      ...{ clientId, clientSecret: present(application.clientSecret, 'it has a secret') },
      tokenUrl: `${url}/oauth/token`,
      permissions: application.permissions,
      clock: systemClock,
    }),
  );
  let current = 0;
  return {
    async next() {
      const token = await present(sources[current % sources.length], 'there is a server').next();
      if (token.kind === 'silence') {
        sources[current % sources.length]?.forget();
        current += 1;
      }
      return token;
    },
    forget: () => sources.forEach((source) => source.forget()),
  };
}

function hash(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

/** With the pauses between them some minutes: longer than any fault lasts. */
const ATTEMPTS_MAX = 200;
const ATTEMPTS_AFTER_THE_END = 20;
const PAUSE_MS = 50;
const PAUSE_MS_MAX = 1_000;
const TIMEOUT_MS = 10_000;
