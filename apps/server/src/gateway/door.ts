/**
 * What every request of the API passes before its operation is asked: trace, token, permission,
 * quota, content types and Idempotency-Key, in this order and before a byte of the body is read.
 */

import { type Endpoint } from '@kontor/contracts';
import type { Clock } from '@kontor/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../identity/actor.ts';
import type { Identity } from '../identity/identity.ts';
import type { Sessions } from '../identity/sessions/session.ts';
import type { ProblemAnswer } from './problem/problem-answer.ts';
import { readBearerToken } from './request/bearer-token.ts';
import { readCookie, SESSION_COOKIE } from './request/cookies.ts';
import { isFromOurPages } from './request/is-from-our-pages.ts';
import { negotiate, readContentType } from './request/content-negotiation.ts';
import { readIdempotencyKey } from './request/idempotency-key.ts';
import type { RateLimiter } from './request/rate-limit.ts';
import type { Trace } from './request/trace-context.ts';

/** What the door found out, kept beside the request. */
export type DoorState = {
  readonly trace: Trace;
  readonly startedAtMs: number;
  actor?: Actor;
  /** Where they came by a session. */
  sessionId?: string;
  idempotencyKey?: string;
  /** Of the body, without parameters; empty when there is none. */
  contentType: string;
  /** Of the reply, negotiated. */
  replyType: string;
};

declare module 'fastify' {
  // The way in which Fastify is told of a decoration.
  interface FastifyRequest {
    door: DoorState;
  }
}

export type DoorOptions = {
  readonly identity: Identity;
  readonly sessions: Sessions;
  readonly config: { readonly publicUrl: string };
  readonly limiter: RateLimiter;
  readonly clock: Clock;
};

/** Lets the request pass with undefined, or says why not. */
export type Door = (
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<ProblemAnswer | undefined>;

export function doorOf(contract: Endpoint, options: DoorOptions): Door {
  const offered = repliesOf(contract);
  return async (request, reply) => {
    const state = request.door;
    const admitted = await admit(contract, options, request);
    if ('code' in admitted) return admitted;
    state.actor = admitted;
    const quota = options.limiter.take(quotaOf(admitted), options.clock.elapsedMs());
    reply.header('ratelimit-policy', options.limiter.policy);
    reply.header('ratelimit', quota.header);
    if (!quota.allowed) return rateLimited(quota.retryAfterSeconds);
    const replyType = negotiate(request.headers.accept, offered);
    if (replyType === undefined) return notAcceptable(offered);
    state.replyType = replyType;
    return checkBodyHeaders(contract, request) ?? checkKey(contract, request);
  };
}

/** A program by its access token; a person by their session, where there is no token at all. */
async function admit(
  contract: Endpoint,
  options: DoorOptions,
  request: FastifyRequest,
): Promise<Actor | ProblemAnswer> {
  const { identity } = options;
  const bearer = readBearerToken({
    authorization: request.headers.authorization,
    rawHeaders: request.raw.rawHeaders,
    url: request.url,
  });
  if (bearer.kind === 'none') return admitSession(contract, options, request);
  const found = bearer.kind === 'token' ? identity.verify(bearer.token) : bearer;
  // A token that is known already is not waited for.
  const verified = found instanceof Promise ? await found : found;
  if (verified.kind === 'refused') {
    noteDenial(request, contract, verified.reason);
    return unauthenticated(identity, 'invalid_token');
  }
  if (verified.kind === 'unavailable') {
    noteDenial(request, contract, 'keys_unavailable');
    return { code: 'unavailable', headers: { 'retry-after': '5' } };
  }
  return permitted(contract, identity, request, verified.actor);
}

/**
 * Cookies are sent by the browser whoever made the request, so what changes something must come
 * from a page of ours.
 */
async function admitSession(
  contract: Endpoint,
  { identity, sessions, config }: DoorOptions,
  request: FastifyRequest,
): Promise<Actor | ProblemAnswer> {
  const id = readCookie(request.headers.cookie, SESSION_COOKIE);
  if (id === undefined) return unauthenticated(identity, undefined);
  if (contract.method !== 'GET' && !isFromOurPages(request.headers, config.publicUrl)) {
    noteDenial(request, contract, 'cross_site_request');
    return { code: 'cross_site_request' };
  }
  const isUnattended = request.headers[UNATTENDED_HEADER] === '?1';
  const actor = await sessions.find(id, { isUnattended });
  if (!actor) {
    noteDenial(request, contract, 'session_ended');
    return { ...unauthenticated(identity, undefined), detail: SESSION_ENDED };
  }
  request.door.sessionId = id;
  return permitted(contract, identity, request, actor);
}

function permitted(
  contract: Endpoint,
  identity: Identity,
  request: FastifyRequest,
  actor: Actor,
): Actor | ProblemAnswer {
  if (!actor.permissions.has(contract.permission)) {
    noteDenial(request, contract, 'insufficient_scope', actor);
    return forbidden(identity, contract);
  }
  return actor;
}

/** Of an application, or of one person of the console. */
export function quotaOf({ person, application, issuer, subject }: Actor): string {
  return person ? `${issuer} ${subject}` : application;
}

/** The caller learns that it was refused; why, only the log knows (check RS-15). */
function noteDenial(request: FastifyRequest, { operationId }: Endpoint, why: string, by?: Actor) {
  const { correlationId } = request.door.trace;
  request.log.warn(
    { reason: why, operationId, correlationId, ...(by && { application: by.application }) },
    'request denied',
  );
}

function unauthenticated(
  { resourceMetadata }: Identity,
  error: 'invalid_token' | undefined,
): ProblemAnswer {
  const why = error ? `error="${error}", ` : '';
  const challenge = `Bearer realm="kontor", ${why}resource_metadata="${resourceMetadata}"`;
  return { code: 'unauthenticated', headers: { 'www-authenticate': challenge } };
}

function forbidden({ resourceMetadata }: Identity, { permission }: Endpoint): ProblemAnswer {
  const challenge =
    `Bearer realm="kontor", error="insufficient_scope", scope="${permission}", ` +
    `resource_metadata="${resourceMetadata}"`;
  return {
    code: 'forbidden',
    detail: `This operation needs the permission ${permission}.`,
    headers: { 'www-authenticate': challenge },
  };
}

function rateLimited(seconds: number): ProblemAnswer {
  return { code: 'rate_limited', headers: { 'retry-after': String(seconds) } };
}

function notAcceptable(offered: readonly string[]): ProblemAnswer {
  return { code: 'not_acceptable', detail: `This operation answers in ${offered.join(' or ')}.` };
}

function checkBodyHeaders(
  { bodies }: Endpoint,
  { headers, door }: FastifyRequest,
): ProblemAnswer | undefined {
  const length = headers['content-length'];
  const hasBody = (length !== undefined && length !== '0') || 'transfer-encoding' in headers;
  if (!bodies) return hasBody ? { code: 'unsupported_media_type', detail: NO_BODY } : undefined;
  const type = readContentType(headers['content-type']);
  const taken = Object.keys(bodies);
  const body = type === undefined ? undefined : bodies[type];
  if (type === undefined || !body) {
    const detail = `Send ${taken.join(' or ')}; the only charset is utf-8.`;
    return { code: 'unsupported_media_type', detail, headers: { accept: taken.join(', ') } };
  }
  if ('content-encoding' in headers) {
    return { code: 'unsupported_media_type', detail: 'Send the body without Content-Encoding.' };
  }
  if (length !== undefined && Number.parseInt(length, 10) > body.bytesMax) {
    return { code: 'body_too_large', detail: `At most ${body.bytesMax} bytes.` };
  }
  door.contentType = type;
  return undefined;
}

function checkKey(
  { idempotency }: Endpoint,
  { headers, door }: FastifyRequest,
): ProblemAnswer | undefined {
  if (idempotency !== 'required') return undefined;
  const read = readIdempotencyKey(headers['idempotency-key']);
  if ('problem' in read) return read.problem;
  door.idempotencyKey = read.key;
  return undefined;
}

function repliesOf({ replies }: Endpoint): readonly string[] {
  const types = Object.values(replies).flatMap(({ contentTypes }) => contentTypes ?? [JSON_TYPE]);
  return [...new Set(types)];
}

const JSON_TYPE = 'application/json';
/** A boolean of RFC 9651: the page asks by itself, and nobody is seen. */
const UNATTENDED_HEADER = 'kontor-unattended';
const SESSION_ENDED = 'The session has ended: sign in again.';
const NO_BODY = 'This operation takes no body.';
