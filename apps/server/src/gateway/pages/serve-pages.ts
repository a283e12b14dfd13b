/** What anybody may read without a token: health, metrics, documents and the pages that explain. */

import type { FastifyInstance } from 'fastify';
import type { GatewayOptions } from '../gateway-config.ts';
import type { Identity } from '../../identity/identity.ts';
import { serveAuthorizationServer } from './serve-authorization-server.ts';
import { serveDocuments } from './serve-documents.ts';
import { serveHandbook } from './serve-handbook.ts';
import { serveHealth } from './serve-health.ts';

export function servePages(
  app: FastifyInstance,
  options: GatewayOptions,
  closing: AbortSignal,
): void {
  serveHealth(app, options, closing);
  serveDocuments(app, options);
  serveHandbook(app, options);
  serveAuthorizationServer(app, options.identity);
}

/** Every address that is not a contract's, for telling 405 from 404. */
export function openPaths({ server }: Identity): readonly OpenPath[] {
  if (!server) return OPEN_PATHS;
  return [
    ...OPEN_PATHS,
    { method: 'POST', path: `${server.mountPath}/token` },
    { method: 'GET', path: `${server.mountPath}/jwks` },
    { method: 'GET', path: `${server.mountPath}/.well-known/openid-configuration` },
    { method: 'GET', path: server.metadataPath },
  ];
}

export type OpenPath = { readonly method: 'GET' | 'POST'; readonly path: string };

const OPEN_PATHS: readonly OpenPath[] = [
  { method: 'GET', path: '/livez' },
  { method: 'GET', path: '/readyz' },
  { method: 'GET', path: '/metrics' },
  { method: 'GET', path: '/openapi.json' },
  { method: 'GET', path: '/asyncapi.json' },
  { method: 'GET', path: '/schemas/events/{type}' },
  { method: 'GET', path: '/docs' },
  { method: 'GET', path: '/docs/style.css' },
  { method: 'GET', path: '/docs/api' },
  { method: 'GET', path: '/docs/api/{file}' },
  { method: 'GET', path: '/problems' },
  { method: 'GET', path: '/problems/{code}' },
  { method: 'GET', path: '/.well-known/oauth-protected-resource' },
];
