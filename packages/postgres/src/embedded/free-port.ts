import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A TCP port of 127.0.0.1 that nothing listens on now, for a process that must be told its port
 * before it starts.
 *
 * It is drawn from below the ports that systems hand out by themselves: those go to whoever opens
 * a connection next, which may be before the one that was told begins to listen.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST + 1);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Above the usual services, below Linux's first port of its own choice (32768). */
const FIRST = 20_000;
const LAST = 31_999;
