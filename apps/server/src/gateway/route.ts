/**
 * One endpoint on its way from HTTP to its handler and back. Reading, checking and refusing happen
 * here, the same for every contract; a handler gets what its contract says and can answer nothing
 * else.
 */

import type { Endpoint, RequestBody } from '@kontor/contracts';
import { InvariantViolation, present, type Clock } from '@kontor/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { Answer, AnswerHeaders } from './answer.ts';
import { quotaOf } from './door.ts';
import { pagingOf, type Paging } from './paging.ts';
import type { Sessions } from '../identity/sessions/session.ts';
import type { ProblemAnswer } from './problem/problem-answer.ts';
import { readBody, type ReceivedBody } from './request/read-body.ts';
import type { RateLimiter } from './request/rate-limit.ts';
import { readIfMatch } from './request/etag.ts';
import { readPrefer, type Preferences } from './request/prefer.ts';
import type { ReceivedLines } from './request/read-lines.ts';
import { readQuery, type RawQuery } from './request/read-query.ts';
import { schemaCheck, type SchemaCheck } from './request/schema-check.ts';
import { fingerprintOfBytes, type RequestLine } from './request/fingerprint.ts';
import type { Call, IdempotentCall, KeyedCall, Services, StreamedCall } from './services.ts';

export type RouteRequest<E extends Endpoint> = {
  readonly params: E['params'] extends TObject ? Static<E['params']> : undefined;
  /** Without the paging, which is in `paging`. */
  readonly query: E['query'] extends TObject
    ? Omit<Static<E['query']>, 'page_size' | 'page_token'>
    : undefined;
  readonly paging: Paging;
  readonly body: E['bodies'] extends Bodies ? BodyOf<E['bodies'][keyof E['bodies']]> : undefined;
  readonly contentType: string;
  readonly call: CallOf<E>;
  readonly prefer: Preferences;
  /** What If-Match names; 0 where the contract does not take it. */
  readonly version: number;
  /** For sealing positions that are not pages. */
  readonly cursorKey: Uint8Array;
  readonly header: (name: string) => string | undefined;
  /** Counts as so many requests more; answers the headers that say what is left of the quota. */
  readonly charge: (requests: number) => AnswerHeaders;
  /** Fires when the caller goes away, their session ends or the gateway closes. */
  readonly signal: () => AbortSignal;
};

type Bodies = { readonly [contentType: string]: RequestBody };

type BodyOf<Body> = Body extends { readonly kind: 'json'; readonly schema: infer S extends TSchema }
  ? { readonly kind: 'json'; readonly value: Static<S> }
  : Body extends { readonly kind: 'lines'; readonly schema: infer S extends TSchema }
    ? { readonly kind: 'lines' } & ReceivedLines<Static<S>>
    : Body extends { readonly kind: infer Kind }
      ? Extract<ReceivedBody, { readonly kind: Kind }>
      : never;

type CallOf<E extends Endpoint> = E['idempotency'] extends 'required'
  ? 'stream' extends KindOf<E['bodies']>
    ? StreamedCall
    : 'lines' extends KindOf<E['bodies']>
      ? KeyedCall
      : IdempotentCall
  : Call;

type KindOf<B> = B extends Bodies ? B[keyof B]['kind'] : never;

export type Handler<E extends Endpoint, Needs> = (
  request: RouteRequest<E>,
  services: Needs,
) => Promise<Answer<E>>;

/** A contract with its handler; `Needs` is the part of the services that the handler uses. */
export type Route<Needs = Services> = {
  readonly contract: Endpoint;
  serve(
    request: FastifyRequest,
    reply: FastifyReply,
    options: ServeOptions,
    services: Needs,
  ): Promise<AnyAnswer>;
};

export type ServeOptions = {
  readonly cursorKey: Uint8Array;
  readonly clock: Clock;
  readonly closing: AbortSignal;
  readonly sessions: Pick<Sessions, 'untilEnded'>;
  readonly limiter: Pick<RateLimiter, 'charge'>;
};

export type AnyAnswer =
  | {
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | ProblemAnswer;

export function route<const E extends Endpoint, Needs>(
  contract: E,
  handler: Handler<NoInfer<E>, Needs>,
): Route<Needs> {
  const checks = checksOf(contract);
  return {
    contract,
    async serve(request, reply, options, services) {
      const read = readRequest(contract, checks, request, options);
      if ('code' in read) return read;
      const prepared = { ...read, signal: () => signalOf(request, reply, options) };
      const answer = (await handler(
        prepared as unknown as RouteRequest<E>,
        services,
      )) as LooseAnswer;
      if (!('problem' in answer)) return answer;
      const { problem, ...rest } = answer;
      return { code: problem, ...rest };
    },
  };
}

/** `RouteRequest<E>` for an E that is not known here. */
type LooseRequest = { readonly [Field in keyof RouteRequest<Endpoint>]: unknown };

/** `Answer<E>` for an E that is not known here. */
type LooseAnswer =
  | Exclude<AnyAnswer, ProblemAnswer>
  | (Omit<ProblemAnswer, 'code'> & { readonly problem: ProblemAnswer['code'] });

export type Checks = {
  readonly params?: SchemaCheck;
  readonly query?: SchemaCheck;
  /** By content type, for JSON bodies and lines. */
  readonly bodies: ReadonlyMap<string, SchemaCheck>;
};

function checksOf({ params, query, bodies = {} }: Endpoint): Checks {
  const json = Object.entries(bodies).flatMap(([type, body]) =>
    'schema' in body ? [[type, schemaCheck(body.schema)] as const] : [],
  );
  return {
    ...(params && { params: schemaCheck(params) }),
    ...(query && { query: schemaCheck(query) }),
    bodies: new Map(json),
  };
}

function readRequest(
  contract: Endpoint,
  checks: Checks,
  request: FastifyRequest,
  options: ServeOptions,
): Omit<LooseRequest, 'signal'> | ProblemAnswer {
  const { door, headers, method, url } = request;
  // An id that cannot exist is answered like one that does not.
  if (checks.params && checks.params(request.params).length > 0) return NOT_FOUND;
  const declared = readDeclaredQuery(contract, checks, request);
  if ('problem' in declared) return declared.problem;
  const { query } = declared;
  const paging = readPaging(contract, request, query, options);
  if (!paging) return INVALID_CURSOR;
  const line = { method, url, contentType: door.contentType };
  const body = readBody(contract, checks.bodies, request, { line, clock: options.clock });
  if (body && 'problem' in body) return body.problem;
  const ifMatch = contract.headers?.includes('If-Match') ? readIfMatch(headers['if-match']) : FREE;
  if ('problem' in ifMatch) return ifMatch.problem;
  const { page_size: _size, page_token: _token, ...filters } = query;
  return {
    params: request.params,
    query: filters,
    paging,
    body: body?.received,
    contentType: door.contentType,
    call: callOf(contract, request, line, body?.fingerprint),
    prefer: readPrefer(headers['prefer']),
    version: ifMatch.version,
    cursorKey: options.cursorKey,
    header: (name: string) => headers[name]?.toString(),
    charge: chargeTo(request, options),
  };
}

function callOf(
  { idempotency, operationId }: Endpoint,
  { door }: FastifyRequest,
  line: RequestLine,
  bodyFingerprint: string | (() => string) | undefined,
) {
  const { correlationId, traceparent } = door.trace;
  const actor = present(door.actor, 'the door lets nobody pass without a token');
  const call: Call = { actor, correlationId, traceparent };
  if (idempotency !== 'required') return call;
  const key = present(door.idempotencyKey, 'the door asks for the key');
  const fingerprint = bodyFingerprint ?? fingerprintOfBytes(line, NO_BYTES);
  return { ...call, idempotency: { key, operation: operationId, fingerprint } };
}

function chargeTo({ door }: FastifyRequest, { limiter, clock }: ServeOptions) {
  return (requests: number): AnswerHeaders => {
    const quota = quotaOf(present(door.actor, 'the door lets nobody pass without a token'));
    return { ratelimit: limiter.charge(quota, requests, clock.elapsedMs()) };
  };
}

function readDeclaredQuery(
  { query: schema }: Endpoint,
  checks: Checks,
  request: FastifyRequest,
): { readonly query: Record<string, unknown> } | { readonly problem: ProblemAnswer } {
  const raw = request.query as RawQuery;
  const { query, defects } = schema ? readQuery(schema, raw) : readQuery(NO_PARAMETERS, raw);
  const errors = [...defects, ...(checks.query ?? checkNoParameters)(query)];
  if (errors.length > 0) return { problem: { code: 'invalid_request', errors } };
  const { legalEntity } = query;
  if (schema && typeof legalEntity === 'string') {
    if (!request.door.actor?.legalEntities.has(legalEntity)) return { problem: ENTITY_FORBIDDEN };
  }
  return { query };
}

function readPaging(
  { operationId, query: schema }: Endpoint,
  { url }: FastifyRequest,
  query: Readonly<Record<string, unknown>>,
  { cursorKey }: ServeOptions,
): Paging | undefined {
  if (!schema || !('page_token' in schema.properties)) return NO_PAGING;
  const [path = ''] = url.split('?', 1);
  return pagingOf({ operationId, path, query, cursorKey });
}

function signalOf(
  { door }: FastifyRequest,
  { raw }: FastifyReply,
  { closing, sessions }: ServeOptions,
): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  const leave = AbortSignal.any([gone.signal, closing]);
  if (door.sessionId === undefined) return leave;
  return AbortSignal.any([leave, sessions.untilEnded(door.sessionId, leave)]);
}

const NO_BYTES = new Uint8Array();
const FREE = { version: 0 };
const NOT_FOUND = { code: 'not_found' } as const;
const INVALID_CURSOR = { code: 'invalid_cursor' } as const;
const ENTITY_FORBIDDEN = { code: 'legal_entity_forbidden' } as const;
const NO_PARAMETERS = { type: 'object', properties: {} } as unknown as TObject;
const checkNoParameters = schemaCheck({
  type: 'object',
  properties: {},
  additionalProperties: false,
});
const NO_PAGING: Paging = {
  page: { size: 0 },
  answer: () => {
    throw new InvariantViolation('only a contract with page_token answers in pages');
  },
};
