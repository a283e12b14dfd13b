/** A stream of server-sent events: which topics changed. The words of the format stand here. */

import { Readable } from 'node:stream';
import { watchConsoleChanges } from '@kontor/contracts';
import type { ConsoleNews } from '../../console-services.ts';
import { reply } from '../../answer.ts';
import { route } from '../../route.ts';
import type { Services } from '../../services.ts';

export const watchConsoleChangesRoute = route(
  watchConsoleChanges,
  async ({ call, header, signal }, { console }: Pick<Services, 'console'>) => {
    const after = header('last-event-id');
    const news = console.changes.watch(call, { after, signal: signal() });
    if (!news) return { problem: 'rate_limited', headers: RETRY_LATER, detail: TOO_MANY } as const;
    return reply(200, Readable.from(toEvents(news), { objectMode: false }));
  },
);

async function* toEvents(news: AsyncIterable<ConsoleNews>): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  for await (const one of news) {
    if (one.kind === 'still-here') yield 'event: still-here\ndata: {}\n\n';
    else yield `id: ${one.id}\nevent: change\ndata: ${JSON.stringify({ topics: one.topics })}\n\n`;
  }
}

/** After a break; not at once, because all others come back as well. */
const RETRY_MS = 2_000;
const RETRY_LATER = { 'retry-after': '5' };
const TOO_MANY = 'So many streams of yours are open already; close one.';
