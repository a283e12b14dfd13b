/**
 * /livez: this process answers. /readyz: it can do its work; 503 while it cannot or while it
 * closes, so that a balancer stops sending. /metrics: for the scraper.
 */

import type { FastifyInstance } from 'fastify';
import type { GatewayOptions, ReadinessCheck } from '../gateway-config.ts';

export function serveHealth(
  app: FastifyInstance,
  { readiness, metrics }: GatewayOptions,
  closing: AbortSignal,
): void {
  app.get('/livez', async (_request, reply) => reply.type('text/plain').send('ok\n'));
  app.get('/readyz', async (request, reply) => {
    const checks = await checksOf(readiness, closing);
    const ready = checks.every((check) => check.ready);
    const lines = checks.map(({ name, ready: fine }) => `${fine ? 'ready' : 'NOT READY'} ${name}`);
    const verbose = request.url.includes('verbose') || !ready;
    const text = verbose ? lines.join('\n') : 'ok';
    return reply
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(`${text}\n`);
  });
  app.get('/metrics', async (request, reply) => {
    const { contentType, text } = await metrics.expose(request.headers.accept);
    return reply.header('content-type', contentType).send(text);
  });
}

async function checksOf(
  readiness: GatewayOptions['readiness'],
  closing: AbortSignal,
): Promise<readonly ReadinessCheck[]> {
  const accepting = { name: 'accepting requests', ready: !closing.aborted };
  try {
    return [accepting, ...(await readiness())];
  } catch {
    // Whatever it is that cannot even be asked: the process is not ready.
    return [accepting, { name: 'readiness checks', ready: false }];
  }
}
