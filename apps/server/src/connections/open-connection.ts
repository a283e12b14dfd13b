/**
 * A connection: a connector bound to its settings, its network port and its sign-in session. What
 * is exchanged while an effect is attempted is collected for that attempt, masked.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  memorySession,
  openHttpPort,
  secretsOf,
  type Connector,
  type ConnectorContext,
  type Allowance,
  type HttpExchange,
  type HttpPort,
  type HttpReply,
  type Operation,
  type PostedEffect,
  type Postings,
  type PostingsRequest,
  type ProbeOutcome,
  type Reading,
  type ReadingItems,
  type ReadingName,
  type ReadOutcome,
} from '@kontor/connector-sdk';
import type { Answered, Effect, Effects } from '@kontor/engine';
import type { Clock } from '@kontor/kernel';
import { assert } from '@kontor/kernel';
import { Value } from 'typebox/value';

export type OpenConnection = {
  readonly name: string;
  readonly connector: string;
  readonly effects: Effects;
  readAll<Name extends ReadingName>(name: Name): Promise<ReadAll<ReadingItems[Name]>>;
  canRead(name: ReadingName): boolean;
  /** Undefined when its system cannot be asked what was posted. */
  readonly listPostings: ListPostings | undefined;
  probe(): Promise<ProbeOutcome>;
  /** What its replies told last of the calls that it allows; undefined while they did not. */
  allowance(): Allowance | undefined;
  /** From now on every request is answered with silence, and nothing leaves. */
  cutOff(): void;
  close(): Promise<void>;
};

export type ListPostings = (request: PostingsRequest) => Promise<ReadOutcome<PostedEffect>>;

export type ReadAll<Item> =
  | { readonly kind: 'read'; readonly items: readonly Item[] }
  | { readonly kind: 'failed'; readonly detail: string };

export type ConnectionOptions = {
  readonly name: string;
  readonly connector: Connector;
  readonly settings: unknown;
  readonly clock: Clock;
};

export function openConnection(options: ConnectionOptions): OpenConnection {
  const { name, connector, settings, clock } = options;
  assert(
    Value.Check(connector.config, settings),
    `the settings of ${name} are what ${connector.name} needs`,
  );
  const attempts = new AsyncLocalStorage<ObservedAttempt>();
  const baseUrl = baseUrlOf(settings);
  const { port, close } =
    baseUrl === undefined
      ? NO_NETWORK
      : openHttpPort({
          baseUrl,
          timeoutMs: CALL_MS_MAX,
          clock,
          secrets: secretsOf(connector.config, settings),
          observe: (exchange) => void attempts.getStore()?.exchanges.push(exchange),
        });
  const postings = connector.postings as Postings<never> | undefined;
  let allowance: Allowance | undefined;
  let isCutOff = false;
  const http: HttpPort = async (request) => {
    if (isCutOff) return CUT_OFF;
    attempts.getStore()?.leaves();
    const reply = await port(request);
    if (reply.kind === 'reply') allowance = connector.allowanceIn?.(reply.headers) ?? allowance;
    return reply;
  };
  const context: ConnectorContext<never> = {
    config: settings as never,
    http,
    clock,
    session: memorySession(clock),
  };

  // Of what leaves through a folder nobody is told: it may leave from the first moment on.
  const telling = baseUrl === undefined ? {} : ({ tellsLeaving: true } as const);
  const operations = new Map(
    Object.entries(connector.operations).map(([operation, definition]) => [
      operation,
      { ...effectOf(attempts, definition as Operation<never, never>, context), ...telling },
    ]),
  );
  return {
    name,
    connector: connector.name,
    effects: (operation) => operations.get(operation),
    canRead: (reading) => connector.readings?.[reading] !== undefined,
    readAll: (reading) =>
      readAllPages(connector.readings?.[reading] as Reading<never, never> | undefined, context),
    listPostings: postings && ((request) => postings(request, context)),
    probe: async () => connector.probe?.(context) ?? { kind: 'healthy' },
    allowance: () => allowance,
    cutOff: () => {
      isCutOff = true;
    },
    close,
  };
}

/** What is seen of one attempt while it is made. */
type ObservedAttempt = { readonly exchanges: HttpExchange[]; readonly leaves: () => void };

function effectOf(
  attempts: AsyncLocalStorage<ObservedAttempt>,
  operation: Operation<never, never>,
  context: ConnectorContext<never>,
): Effect {
  const submit = (input: unknown, leaves?: () => void) =>
    observed(attempts, () => operation.submit(input as never, context), leaves);
  const submitting = { submit, ...askingByName(attempts, operation, context) } as const;
  if (operation.idempotency !== 'look-up') {
    return { idempotency: operation.idempotency, ...submitting };
  }
  const { lookUp, visibleAfterMs } = operation;
  return {
    idempotency: 'look-up',
    visibleAfterMs,
    ...submitting,
    lookUp: (input) => observed(attempts, () => lookUp(input as never, context)),
  };
}

/** By what the business calls it, where the operation can be asked for like that. */
function askingByName(
  attempts: AsyncLocalStorage<ObservedAttempt>,
  { recognise }: Operation<never, never>,
  context: ConnectorContext<never>,
): Pick<Effect, 'recognise'> {
  if (!recognise) return {};
  return {
    recognise: (input) => observed(attempts, () => recognise(input as never, context)),
  };
}

/** Runs `ask` and answers with what was exchanged meanwhile. */
async function observed<Outcome>(
  attempts: AsyncLocalStorage<ObservedAttempt>,
  ask: () => Promise<Outcome>,
  leaves: () => void = () => {},
): Promise<Answered<Outcome>> {
  const exchanges: HttpExchange[] = [];
  const outcome = await attempts.run({ exchanges, leaves }, ask);
  return { outcome, exchanges };
}

async function readAllPages<Item>(
  reading: Reading<Item, never> | undefined,
  context: ConnectorContext<never>,
): Promise<ReadAll<Item>> {
  if (!reading) return { kind: 'failed', detail: 'The connector does not read this.' };
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const outcome = await reading(cursor, context);
    if (outcome.kind === 'failed') return { kind: 'failed', detail: outcome.detail };
    items.push(...outcome.items);
    if (outcome.next === undefined) return { kind: 'read', items };
    cursor = outcome.next;
  }
  return { kind: 'failed', detail: `There are more than ${PAGES_MAX} pages.` };
}

/**
 * Every connector that speaks HTTP does so to one address, and calls that setting the same. The
 * others hand files over.
 */
function baseUrlOf(settings: unknown): string | undefined {
  const { baseUrl } = settings as { readonly baseUrl?: unknown };
  assert(baseUrl === undefined || typeof baseUrl === 'string', 'an address is text');
  return baseUrl;
}

const NO_NETWORK = {
  port: async (): Promise<HttpReply> => ({
    kind: 'silence',
    cause: 'the connection has no address',
    mayHaveBeenSent: false,
  }),
  close: async () => {},
};

const CUT_OFF: HttpReply = {
  kind: 'silence',
  cause: 'the server stops',
  mayHaveBeenSent: false,
};
/** A lease leaves 25 s for a delivery: a look-up, a sign-in and a posting must fit into it. */
export const CALL_MS_MAX = 8_000;
/** A hundred thousand customers in pages of a hundred; more is a loop of the other side. */
const PAGES_MAX = 1_000;
