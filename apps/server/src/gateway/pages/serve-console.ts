/**
 * /console/: the built console. Its files carry their content's hash in their names and may be kept
 * for ever; they were compressed when they were built. The page that names them is asked for every
 * time, and gets a new nonce for the style sheets that its components write: a page that is kept,
 * by an ETag too, would come with the nonce of another answer.
 */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

export function serveConsole(app: FastifyInstance, folder: string | undefined): void {
  if (folder === undefined) return;
  // Read each time: a console that was built anew names other files.
  const send = async (reply: FastifyReply) =>
    sendPage(reply, await readFile(join(folder, 'index.html'), 'utf8'));
  app.get('/', async (_request, reply) => reply.redirect('/console/'));
  app.get('/console', async (_request, reply) => reply.redirect('/console/'));
  app.get('/console/', async (_request, reply) => send(reply));
  // Which pages there are, the console knows: every address below it begins with this page.
  app.get('/console/*', async (_request, reply) => send(reply));
  app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/console/assets/',
    decorateReply: false,
    dotfiles: 'ignore',
    index: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply) => void reply.header('cache-control', FOR_EVER),
  });
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  return reply
    .header('content-security-policy', policyWith(nonce))
    .header('cross-origin-opener-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(page.replace(NONCE_PLACE, `name="csp-nonce" content="${nonce}"`));
}

/** The console loads what we serve and speaks to us alone; nobody else's page may contain it. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

export const CONSOLE_PATHS = [
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/console' },
  { method: 'GET', path: '/console/' },
  { method: 'GET', path: '/console/*' },
  { method: 'GET', path: '/console/assets/*' },
] as const;

const NONCE_PLACE = 'name="csp-nonce" content=""';
const NONCE_BYTES = 16;
const FOR_EVER = 'public, max-age=31536000, immutable';
