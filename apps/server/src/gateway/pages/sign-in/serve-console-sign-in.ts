/**
 * How a person gets a session: /console/sign-in sends the browser to the issuer, /console/callback
 * takes what the issuer says and starts the session, /console/sign-out ends it here and there.
 * Tokens stay on the server; the browser holds the id of its session and nothing else.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../identity/actor.ts';
import { ATTEMPT_SECONDS_MAX } from '../../../identity/sign-in/attempt.ts';
import type { RelyingParty, SignInFinding } from '../../../identity/sign-in/relying-party.ts';
import type { GatewayOptions } from '../../gateway-config.ts';
import { clearCookie, readCookie, SESSION_COOKIE, writeCookie } from '../../request/cookies.ts';
import { isFromOurPages } from '../../request/is-from-our-pages.ts';
import { sendProblem } from '../../send.ts';
import { insideFetch } from './inside-fetch.ts';
import { isLoopbackHost } from './is-loopback-host.ts';
import { returnPathOf } from './return-path.ts';
import { sendSignInPage } from './send-sign-in-page.ts';
import { SIGN_IN_STYLE } from './sign-in-style.ts';
import {
  issuerAwayPage,
  noAccessPage,
  notConfiguredPage,
  signedOutPage,
  signOutElsewherePage,
  startAgainPage,
} from './sign-in-pages.ts';

export function serveConsoleSignIn(app: FastifyInstance, options: GatewayOptions): void {
  const { signIn, config } = options;
  const party = signIn?.openParty(insideFetch(app));
  app.get('/console/sign-in', async (request, reply) => {
    const canonical = canonicalAddress(request, config.publicUrl);
    if (canonical !== undefined) return reply.redirect(canonical, 302);
    if (!party) return sendSignInPage(reply, 503, notConfiguredPage());
    return begin(request, reply, options, party);
  });
  app.get('/console/callback', async (request, reply) => {
    if (!party) return sendSignInPage(reply, 503, notConfiguredPage());
    return finish(request, reply, options, party);
  });
  app.get('/console/sign-in.css', async (_request, reply) =>
    reply.type('text/css').send(SIGN_IN_STYLE),
  );
  app.get('/console/signed-out', async (_request, reply) =>
    sendSignInPage(reply, 200, signedOutPage()),
  );
  app.register(async (scope) => {
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, _text, done) => done(null));
    scope.post('/console/sign-out', { bodyLimit: FORM_BYTES_MAX }, async (request, reply) =>
      signOut(request, reply, options, party),
    );
  });
}

async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  { signIn, config, identity }: GatewayOptions,
  party: RelyingParty,
): Promise<FastifyReply> {
  const { return_to: asked } = request.query as { readonly return_to?: unknown };
  try {
    // Who begins anew is not to be taken for who was here before.
    await identity.server?.signIn.endSession(request.raw, reply.raw);
    const { address, attempt } = await party.begin(returnPathOf(asked, config.publicUrl));
    const sealed = (await signIn?.seal.seal(attempt)) ?? '';
    const cookie = writeCookie(attemptCookieOf(attempt.state), sealed, {
      sameSite: 'Lax',
      maxAgeSeconds: ATTEMPT_SECONDS_MAX,
    });
    return await reply.header('set-cookie', cookie).redirect(address.href, 303);
  } catch (error) {
    request.log.warn({ err: error }, 'the issuer cannot be reached');
    return sendSignInPage(reply, 503, issuerAwayPage());
  }
}

async function finish(
  request: FastifyRequest,
  reply: FastifyReply,
  options: GatewayOptions,
  party: RelyingParty,
): Promise<FastifyReply> {
  const { state } = request.query as { readonly state?: unknown };
  if (typeof state !== 'string' || !STATE.test(state)) return startAgain(reply);
  const name = attemptCookieOf(state);
  const sealed = readCookie(request.headers.cookie, name);
  const attempt = sealed === undefined ? undefined : await options.signIn?.seal.open(sealed);
  if (!attempt || attempt.state !== state) return startAgain(reply);
  reply.header('set-cookie', clearCookie(name));
  const url = new URL(request.url, options.config.publicUrl);
  const found = await party.finish(url, attempt);
  const admitted = await admit(found, options);
  const { correlationId } = request.door.trace;
  if ('reason' in admitted) {
    const { reason, subject } = admitted;
    request.log.warn({ reason, subject, correlationId }, 'sign-in refused');
    await options.sessions.noteRefusal({ reason, correlationId, ...(subject && { subject }) });
    return sendSignInPage(reply, 403, noAccessPage(reason === 'console_not_permitted'));
  }
  // Its own session has done its work.
  await options.identity.server?.signIn.endSession(request.raw, reply.raw);
  const before = readCookie(request.headers.cookie, SESSION_COOKIE);
  if (before !== undefined) await options.sessions.end(before, correlationId);
  const id = await options.sessions.start(admitted, correlationId);
  // An earlier Set-Cookie stays: the reply has both.
  reply.header('set-cookie', writeCookie(SESSION_COOKIE, id, { sameSite: 'Strict' }));
  return reply.redirect(attempt.returnTo, 303);
}

/** What the access token permits, as every other caller's is read. */
async function admit(found: SignInFinding, { identity, signIn }: GatewayOptions) {
  if (found.kind === 'refused') return { reason: found.reason };
  const { subject, name, email, idToken, accessToken } = found;
  const verified = await identity.verify(accessToken);
  if (verified.kind !== 'actor') {
    return { subject, reason: verified.kind === 'refused' ? verified.reason : verified.kind };
  }
  const { actor } = verified;
  if (actor.subject !== subject) return { subject, reason: 'tokens_of_two_people' };
  if (!actor.permissions.has('console:use')) return { subject, reason: 'console_not_permitted' };
  const isOwn = identity.server !== undefined && signIn !== undefined;
  return {
    ...{ subject, name, issuer: actor.issuer, ...rightsOf(actor) },
    ...(email !== undefined && { email }),
    ...(!isOwn && { idToken }),
  };
}

function rightsOf({ permissions, legalEntities }: Actor) {
  return { permissions: [...permissions], legalEntities: [...legalEntities] };
}

async function signOut(
  request: FastifyRequest,
  reply: FastifyReply,
  { sessions, identity, config }: GatewayOptions,
  party: RelyingParty | undefined,
): Promise<FastifyReply> {
  if (!isFromOurPages(request.headers, config.publicUrl)) {
    return sendProblem(request, reply, { code: 'cross_site_request' });
  }
  const id = readCookie(request.headers.cookie, SESSION_COOKIE);
  const ended = id && (await sessions.end(id, request.door.trace.correlationId));
  await identity.server?.signIn.endSession(request.raw, reply.raw);
  reply.header('set-cookie', clearCookie(SESSION_COOKIE));
  const elsewhere =
    ended && ended.idToken !== undefined
      ? await party?.endSessionAddress(ended.idToken).catch(() => undefined)
      : undefined;
  if (elsewhere) return sendSignInPage(reply, 200, signOutElsewherePage(elsewhere.href));
  return reply.redirect('/console/signed-out', 303);
}

function startAgain(reply: FastifyReply): FastifyReply {
  return sendSignInPage(reply, 400, startAgainPage());
}

/** Cookies belong to one host name: who came by another name of this machine is sent to ours. */
function canonicalAddress({ headers, url }: FastifyRequest, publicUrl: string): string | undefined {
  const { host } = new URL(publicUrl);
  if (headers.host === undefined || headers.host === host) return undefined;
  return isLoopbackHost(headers.host) && isLoopbackHost(host) ? `${publicUrl}${url}` : undefined;
}

function attemptCookieOf(state: string): string {
  return `__Host-kontor-in-${state.slice(0, 16)}`;
}

const STATE = /^[\w-]{43}$/;
/** A form without fields. */
const FORM_BYTES_MAX = 1_024;
