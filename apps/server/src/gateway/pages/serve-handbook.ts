/**
 * /docs, /docs/api and /problems: what a developer reads. Swagger UI comes from its npm package.
 */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GatewayOptions } from '../gateway-config.ts';
import { sendProblem } from '../send.ts';
import { STYLE_SHEET } from './html.ts';
import { problemList, problemPageOf } from './problem-pages.ts';
import { startPage } from './start-page.ts';

export function serveHandbook(
  app: FastifyInstance,
  { config, identity }: Pick<GatewayOptions, 'config' | 'identity'>,
): void {
  const { publicUrl } = config;
  const start = startPage({ publicUrl, tokenEndpoint: identity.tokenEndpoint });
  app.get('/docs', async (_request, reply) => sendPage(reply, start));
  app.get('/docs/style.css', async (_request, reply) => reply.type('text/css').send(STYLE_SHEET));
  app.get('/docs/api', async (_request, reply) => sendPage(reply, API_PAGE));
  app.get('/docs/api/:file', async (request, reply) => {
    const { file } = request.params as { readonly file: string };
    const asset = await readAsset(file, identity.tokenEndpoint);
    if (!asset) return sendProblem(request, reply, { code: 'not_found' });
    return reply.type(asset.type).send(asset.bytes);
  });
  app.get('/problems', async (_request, reply) => sendPage(reply, problemList()));
  app.get('/problems/:code', async (request, reply) => {
    const page = problemPageOf((request.params as { readonly code: string }).code);
    return page ? sendPage(reply, page) : sendProblem(request, reply, { code: 'not_found' });
  });
}

/** Pages may load what we serve and nothing else; Swagger UI writes style attributes. */
function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('content-security-policy', PAGE_POLICY)
    .type('text/html; charset=utf-8')
    .send(text);
}

/** Only files of this list: what is asked for is never a path. */
async function readAsset(file: string, tokenEndpoint: string) {
  if (file === 'start.js') {
    return { type: 'text/javascript', bytes: Buffer.from(startScript(tokenEndpoint)) };
  }
  const type = Object.hasOwn(ASSETS, file) ? ASSETS[file as keyof typeof ASSETS] : undefined;
  if (type === undefined) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return { type, bytes: await readFile(join(folder, file)) };
}

function startScript(tokenEndpoint: string): string {
  return `
window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  domNode: document.getElementById('api'),
  deepLinking: true,
  docExpansion: 'none',
  tryItOutEnabled: true,
  requestSnippetsEnabled: true,
  validatorUrl: null,
});
window.ui.initOAuth({ useBasicAuthenticationWithAccessCodeGrant: true });
console.info('Tokens come from ${JSON.stringify(tokenEndpoint).slice(1, -1)}');
`;
}

const API_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API – Kontor</title>
    <link rel="icon" href="/docs/api/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/api/swagger-ui.css" />
  </head>
  <body>
    <div id="api">
      <noscript>This page needs JavaScript; <a href="/docs">this one</a> does not.</noscript>
    </div>
    <script src="/docs/api/swagger-ui-bundle.js"></script>
    <script src="/docs/api/start.js"></script>
  </body>
</html>
`;

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; " +
  "form-action 'none'";

const ASSETS = {
  'swagger-ui-bundle.js': 'text/javascript',
  'swagger-ui.css': 'text/css',
  'favicon-32x32.png': 'image/png',
} as const;
