/** What anybody may read without a token: health, metrics, documents and the pages that explain. */

import type { FastifyInstance } from 'fastify';
import type { GatewayOptions } from '../gateway-config.ts';
import type { Identity } from '../../identity/identity.ts';
import { serveAuthorizationServer } from './serve-authorization-server.ts';
import { CONSOLE_PATHS, serveConsole } from './serve-console.ts';
import { serveDocuments } from './serve-documents.ts';
import { serveHandbook } from './serve-handbook.ts';
import { serveHealth } from './serve-health.ts';
import { serveConsoleSignIn } from './sign-in/serve-console-sign-in.ts';
import { serveOwnSignIn } from './sign-in/serve-own-sign-in.ts';

export function servePages(
  app: FastifyInstance,
  options: GatewayOptions,
  closing: AbortSignal,
): void {
  serveHealth(app, options, closing);
  serveDocuments(app, options);
  serveHandbook(app, options);
  serveAuthorizationServer(app, options.identity);
  serveConsoleSignIn(app, options);
  serveOwnSignIn(app, options);
  serveConsole(app, options.consoleFolder);
}

/** Every address that is not a contract's, for telling 405 from 404. */
export function openPaths({ server }: Identity, consoleFolder?: string): readonly OpenPath[] {
  const open = consoleFolder === undefined ? OPEN_PATHS : [...OPEN_PATHS, ...CONSOLE_PATHS];
  if (!server) return open;
  return [
    ...open,
    { method: 'POST', path: `${server.mountPath}/token` },
    { method: 'GET', path: `${server.mountPath}/jwks` },
    { method: 'GET', path: `${server.mountPath}/.well-known/openid-configuration` },
    { method: 'GET', path: server.metadataPath },
    { method: 'GET', path: `${server.mountPath}/auth` },
    { method: 'GET', path: `${server.mountPath}/auth/{uid}` },
    { method: 'GET', path: `${server.mountPath}/sign-in/{uid}` },
    { method: 'POST', path: `${server.mountPath}/sign-in/{uid}` },
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
  { method: 'GET', path: '/console/sign-in' },
  { method: 'GET', path: '/console/sign-in.css' },
  { method: 'GET', path: '/console/callback' },
  { method: 'POST', path: '/console/sign-out' },
  { method: 'GET', path: '/console/signed-out' },
];
