/**
 * OAuth 2.0 client credentials (RFC 6749, section 4.4). The access token is kept in the session
 * until shortly before it ends; when the system no longer takes it, it is fetched anew, once.
 *
 * Repeating a request after its 401 is safe: 401 means that it was not let in. Failing to get a
 * token is always `retryable`, because nothing of the effect was sent.
 */

import type { Clock } from '@kontor/kernel';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Session } from '../connector.ts';
import { fromCommonReply, signInRefused } from '../http/from-common-reply.ts';
import type { HttpAnswer, HttpPort, HttpReply, HttpRequest } from '../http-port.ts';
import type { Retryable } from '../outcome.ts';

export type ClientCredentials = {
  /** Below the connection's base address: `/services/oauth2/token`. */
  readonly tokenPath: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /**
   * Where the client names itself: in the form (`post`, what most systems document) or in an
   * Authorization header (`basic`, what RFC 6749 asks every server to support).
   */
  readonly placement?: 'post' | 'basic';
};

/** The request never left, for a reason that concerns signing in. */
export type NotSignedIn = { readonly kind: 'not-signed-in'; readonly outcome: Retryable };

type SignInContext = {
  readonly http: HttpPort;
  readonly session: Session;
  readonly clock: Clock;
};

/** Sends the request with an access token in its Authorization header. */
export async function sendWithClientCredentials(
  request: HttpRequest,
  context: SignInContext,
  credentials: ClientCredentials,
): Promise<HttpReply | NotSignedIn> {
  const first = await accessToken(context, credentials);
  if (typeof first !== 'string') return first;
  const reply = await context.http(withToken(request, first));
  if (reply.kind === 'silence' || reply.status !== 401) return reply;

  // Another delivery may have renewed the token meanwhile: only the one that failed is dropped.
  const key = sessionKey(credentials);
  if (context.session.get(key) === first) context.session.forget(key);
  const second = await accessToken(context, credentials);
  if (typeof second !== 'string') return second;
  return context.http(withToken(request, second));
}

async function accessToken(
  context: SignInContext,
  credentials: ClientCredentials,
): Promise<string | NotSignedIn> {
  const key = sessionKey(credentials);
  const kept = context.session.get(key);
  if (kept !== undefined) return kept;
  const reply = await context.http(toTokenRequest(credentials));
  const token = reply.kind === 'reply' && reply.status === 200 ? readToken(reply) : undefined;
  if (token === undefined) return notSignedIn(reply, context.clock);
  context.session.set(key, token.access_token, lifetimeSeconds(token.expires_in));
  return token.access_token;
}

function toTokenRequest(credentials: ClientCredentials): HttpRequest {
  const { tokenPath, clientId, clientSecret, scope, placement = 'post' } = credentials;
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) form.set('scope', scope);
  if (placement === 'post') {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  return {
    method: 'POST',
    path: tokenPath,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      ...(placement === 'basic' && { authorization: clientAuthorization(credentials) }),
    },
    body: form.toString(),
  };
}

/** RFC 6749, section 2.3.1: both parts are form-encoded before they are joined. */
function clientAuthorization({ clientId, clientSecret }: ClientCredentials): string {
  const pair = [clientId, clientSecret].map((part) => encodeURIComponent(part)).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function readToken({ body }: HttpAnswer): TokenReply | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  return tokenReply.Check(value) ? value : undefined;
}

function notSignedIn(reply: HttpReply, clock: Clock): NotSignedIn {
  const common = fromCommonReply(reply, clock);
  if (common?.kind === 'retryable') return { kind: 'not-signed-in', outcome: common };
  if (reply.kind === 'reply' && reply.status < 500) {
    const detail = `The token endpoint answered ${reply.status} without a token.`;
    return { kind: 'not-signed-in', outcome: signInRefused(detail) };
  }
  const detail = reply.kind === 'reply' ? `answered ${reply.status}` : `is silent: ${reply.cause}`;
  const outcome: Retryable = {
    kind: 'retryable',
    cause: 'unreachable',
    detail: `The token endpoint ${detail}`,
  };
  return { kind: 'not-signed-in', outcome };
}

function withToken(request: HttpRequest, token: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

function sessionKey({ tokenPath, clientId, scope = '' }: ClientCredentials): string {
  return `access-token ${tokenPath} ${clientId} ${scope}`;
}

function lifetimeSeconds(expiresIn: number | undefined): number {
  return Math.max(1, (expiresIn ?? LIFETIME_SECONDS_DEFAULT) - LIFETIME_SECONDS_MARGIN);
}

const TokenReply = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Optional(Type.Number({ minimum: 1 })),
});
type TokenReply = Type.Static<typeof TokenReply>;
const tokenReply = Compile(TokenReply);

/** Some systems (Salesforce) do not say how long a token lives; sessions last longer than this. */
const LIFETIME_SECONDS_DEFAULT = 600;

/** So that a token does not end between being taken from the session and being read over there. */
const LIFETIME_SECONDS_MARGIN = 30;
