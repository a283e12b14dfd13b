/**
 * The embedded authorization server below /oauth, and its metadata where RFC 8414 looks for them.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from '../../identity/identity.ts';

export function serveAuthorizationServer(app: FastifyInstance, { server }: Identity): void {
  if (!server) return;
  const { mountPath, metadataPath, handle } = server;
  app.register(async (scope) => {
    // The authorization server reads its bodies itself.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      await handle(request.raw, reply.raw);
    };
    const options = { bodyLimit: FORM_BYTES_MAX };
    scope.post(`${mountPath}/token`, options, answer);
    scope.get(`${mountPath}/jwks`, answer);
    scope.get(`${mountPath}/.well-known/openid-configuration`, answer);
    scope.get(metadataPath, answer);
    scope.get(`${mountPath}/auth`, answer);
    scope.get(`${mountPath}/auth/:uid`, answer);
  });
}

/** A client assertion is the longest thing in a token request. */
const FORM_BYTES_MAX = 32_768;
