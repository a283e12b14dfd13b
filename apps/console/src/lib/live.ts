/**
 * Hears from the platform which topics changed and has everything read anew that stands on them.
 * One tab of a browser listens for all of them, because browsers allow six connections to a host;
 * when it is closed, the next one takes over.
 */

import {
  type ConsoleChange,
  getConsoleViewer,
  watchConsoleChanges,
  type Topic,
} from '@kontor/contracts';
import { systemRandom } from '@kontor/kernel';
import type { Query, QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call } from './call.ts';
import { nextDelayMs } from './next-delay.ts';

/** Starts listening; the function that comes back stops it. */
export function startLive(client: QueryClient): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const stopping = new AbortController();
  const tell = (news: News) => {
    take(client, news);
    channel.postMessage(news);
  };
  channel.addEventListener('message', ({ data }) => take(client, data as News));
  const listenUntilStopped = () => listen(tell, stopping.signal);
  // Without locks (a page over plain http) every tab listens for itself.
  const listening = globalThis.isSecureContext
    ? navigator.locks.request(CHANNEL, { signal: stopping.signal }, listenUntilStopped)
    : listenUntilStopped();
  listening.catch(() => undefined);
  return () => {
    stopping.abort();
    channel.close();
  };
}

export type Connection = 'live' | 'lost';

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

type News = { readonly connection: Connection; readonly topics: readonly Topic[] };

function take(client: QueryClient, { connection: state, topics }: News): void {
  if (connection !== state) {
    connection = state;
    for (const hear of hearers) hear();
  }
  if (topics.length === 0) return;
  const changed = new Set<unknown>(topics);
  const predicate = (query: Query) => isAbout(query, changed);
  const beingRead = client.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' });
  void client.invalidateQueries({ predicate });
  // What is read for the first time now may have been read before the change: once more, then.
  for (const { promise, queryKey, state: read } of beingRead) {
    if (read.data !== undefined) continue;
    const again = () => void client.invalidateQueries({ queryKey, exact: true });
    promise?.then(again, () => undefined);
  }
}

function isAbout({ queryKey, meta }: Query, changed: ReadonlySet<unknown>): boolean {
  const more = Array.isArray(meta?.['topics']) ? (meta['topics'] as unknown[]) : [];
  return [queryKey[0], ...more].some((topic) => changed.has(topic));
}

async function listen(tell: (news: News) => void, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    failures = (await hear(tell, signal)) ? 1 : failures + 1;
    if (!signal.aborted) await pause(nextDelayMs(failures, systemRandom.fraction()), signal);
  }
}

/** One stream, until it is refused or falls silent; true when something came by it. */
function hear(tell: (news: News) => void, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const source = new EventSource(watchConsoleChanges.path);
    let wasHeard = false;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(silence);
      source.close();
      if (!signal.aborted) tell({ connection: 'lost', topics: [] });
      resolve(wasHeard);
    };
    const heard = (topics: readonly Topic[]) => {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS_MAX);
      // The first one says everything: what changed between the reading of the page and the
      // beginning of the stream would be missed otherwise.
      tell({ connection: 'live', topics });
      wasHeard = true;
    };
    source.addEventListener('change', ({ data }: MessageEvent<string>) =>
      heard((JSON.parse(data) as ConsoleChange).topics),
    );
    source.addEventListener('still-here', () => heard([]));
    source.addEventListener('error', () => {
      // The browser goes on by itself, from where it stood, unless the stream was refused.
      if (source.readyState === EventSource.CONNECTING) tell({ connection: 'lost', topics: [] });
      else void askWhy().finally(end);
    });
    signal.addEventListener('abort', end);
  });
}

/** Nothing is said of why a stream was refused; a session that has ended is noticed by any call. */
async function askWhy(): Promise<void> {
  await call(getConsoleViewer, {}).catch(() => undefined);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => resolve());
    // Who opens the lid of a laptop does not want to wait.
    globalThis.addEventListener('online', () => resolve(), { once: true });
  });
}

function subscribe(hearer: () => void): () => void {
  hearers.add(hearer);
  return () => void hearers.delete(hearer);
}

let connection: Connection = 'live';
const hearers = new Set<() => void>();
const CHANNEL = 'kontor-changes';

/** The platform says something every fifteen seconds, if only that it is there. */
const SILENCE_MS_MAX = 40_000;
