/**
 * The page on which people sign in at the authorization server that is ours: e-mail and password,
 * or, in a sandbox that only this machine can reach, a click on one of the sample people.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OwnSignIn } from '../../../identity/identity.ts';
import type { Person } from '../../../identity/people/person.ts';
import type { GatewayOptions } from '../../gateway-config.ts';
import { isFromOurPages } from '../../request/is-from-our-pages.ts';
import { isLoopbackHost } from './is-loopback-host.ts';
import { sendProblem } from '../../send.ts';
import { sendSignInPage } from './send-sign-in-page.ts';
import { expiredPage, signInPage, type SignInFailure } from './sign-in-pages.ts';

export function serveOwnSignIn(app: FastifyInstance, options: GatewayOptions): void {
  const { server } = options.identity;
  if (!server) return;
  const path = `${server.mountPath}/sign-in/:uid`;
  const serving = { ...options, own: server.signIn };
  app.register(async (scope) => {
    scope.addContentTypeParser(FORM_TYPE, { parseAs: 'string' }, (_request, text, done) =>
      done(null, new URLSearchParams(text as string)),
    );
    scope.get(path, async (request, reply) => show(request, reply, serving));
    scope.post(path, { bodyLimit: FORM_BYTES_MAX }, async (request, reply) =>
      take(request, reply, serving),
    );
  });
}

type Serving = GatewayOptions & { readonly own: OwnSignIn };

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  serving: Serving,
): Promise<FastifyReply> {
  const people = await samplesFor(request, serving);
  if (!(await serving.own.isAwaited(request.raw, reply.raw))) return expired(reply);
  return sendSignInPage(reply, 200, signInPage({ people }));
}

async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  serving: Serving,
): Promise<FastifyReply> {
  const { own, sessions, config } = serving;
  if (!isFromOurPages(request.headers, config.publicUrl)) {
    return sendProblem(request, reply, { code: 'cross_site_request' });
  }
  const samples = await samplesFor(request, serving);
  if (!(await own.isAwaited(request.raw, reply.raw))) return expired(reply);
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const sample = samples.find(({ subject }) => subject === form.get('person'));
  if (sample) return goOn(request, reply, own, sample);
  const email = form.get('email') ?? '';
  const again = (failure: SignInFailure) =>
    sendSignInPage(reply, 422, signInPage({ people: samples, email, failure }));
  const password = form.get('password') ?? '';
  if (email.trim() === '' || password === '') return again('incomplete');
  const found = await own.checkPassword(email, password);
  if (found.kind === 'right') return goOn(request, reply, own, found.person);
  const { correlationId } = request.door.trace;
  const subject = found.kind === 'wrong' ? found.subject : undefined;
  const reason = found.kind === 'wrong' ? 'wrong_password' : 'too_many_attempts';
  request.log.warn({ reason, correlationId }, 'sign-in refused');
  if (subject !== undefined) await sessions.noteRefusal({ subject, reason, correlationId });
  return again(found.kind);
}

async function goOn(
  request: FastifyRequest,
  reply: FastifyReply,
  own: OwnSignIn,
  { subject }: Person,
): Promise<FastifyReply> {
  return reply.redirect(await own.finish(request.raw, reply.raw, subject), 303);
}

/**
 * Also the name by which the browser came must be one of this machine: another name that leads here
 * is somebody's page that had its name point to us.
 */
async function samplesFor(
  { headers }: FastifyRequest,
  { own, signIn }: Serving,
): Promise<readonly Person[]> {
  if (signIn?.offersSamplePeople !== true || !isLoopbackHost(headers.host)) return [];
  return own.people.listSamples();
}

function expired(reply: FastifyReply): FastifyReply {
  return sendSignInPage(reply, 400, expiredPage());
}

const FORM_TYPE = 'application/x-www-form-urlencoded';
/** An e-mail and a password. */
const FORM_BYTES_MAX = 4_096;
