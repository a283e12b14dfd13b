/**
 * The machine-readable documents: OpenAPI, AsyncAPI, event schemas, protected resource metadata.
 */

import { EVENTS, PERMISSION_NAMES, toAsyncApi, toOpenApi } from '@kontor/contracts';
import type { FastifyInstance } from 'fastify';
import { RESOURCE_METADATA_PATH } from '../../identity/external-identity.ts';
import { SIGNING_ALGORITHMS } from '../../identity/signing-algorithms.ts';
import type { GatewayOptions } from '../gateway-config.ts';
import { sendProblem } from '../send.ts';

export function serveDocuments(
  app: FastifyInstance,
  { config, identity }: Pick<GatewayOptions, 'config' | 'identity'>,
): void {
  const address = { publicUrl: config.publicUrl, tokenEndpoint: identity.tokenEndpoint };
  serveJson(app, '/openapi.json', toOpenApi(address));
  serveJson(app, '/asyncapi.json', toAsyncApi(address));
  serveJson(app, RESOURCE_METADATA_PATH, {
    resource: identity.audience,
    authorization_servers: [identity.issuer],
    scopes_supported: PERMISSION_NAMES,
    bearer_methods_supported: ['header'],
    resource_signing_alg_values_supported: SIGNING_ALGORITHMS,
    resource_documentation: `${config.publicUrl}/docs`,
  });
  const schemas = new Map(EVENTS.map(({ type, data }) => [`${type}.json`, JSON.stringify(data)]));
  app.get('/schemas/events/:type', async (request, reply) => {
    const schema = schemas.get((request.params as { readonly type: string }).type);
    if (schema === undefined) return sendProblem(request, reply, { code: 'not_found' });
    return reply.type('application/schema+json').send(schema);
  });
}

function serveJson(app: FastifyInstance, path: string, document: object): void {
  const text = JSON.stringify(document);
  app.get(path, async (_request, reply) => reply.type('application/json').send(text));
}
