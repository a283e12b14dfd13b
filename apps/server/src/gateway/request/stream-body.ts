/**
 * A body that is handed on while it arrives: counted, hashed, and held to a least speed. Passing
 * the limit or falling asleep ends it with an error, so that no reader takes a part for the whole.
 * The socket is left alone then, so that the sender still gets an answer.
 */

import { assert, type Clock } from '@kontor/kernel';
import type { Readable } from 'node:stream';
import { STREAM_BYTES_PER_SECOND_MIN, STREAM_WINDOW_MS } from '../http-limits.ts';
import { hashOf, type RequestLine } from './fingerprint.ts';

export type StreamedBody = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Of the whole request, once the bytes were read to their end. */
  readonly fingerprint: () => string;
  /** Why the bytes ended early; undefined while they did not. */
  readonly failure: () => StreamFailure | undefined;
};

export type StreamFailure = 'body_too_large' | 'request_timeout';

type Options = {
  readonly line: RequestLine;
  readonly bytesMax: number;
  readonly clock: Clock;
  readonly speed?: SpeedLimit;
};

export type SpeedLimit = { readonly bytesPerSecondMin: number; readonly windowMs: number };

export function streamBody(
  source: Readable,
  { line, bytesMax, clock, speed = STREAM_SPEED }: Options,
): StreamedBody {
  const hash = hashOf(line);
  let failure: StreamFailure | undefined;
  let fingerprint: string | undefined;

  function fail(cause: StreamFailure): Error {
    failure = cause;
    return new Error(`The body was not read to its end: ${cause}`);
  }

  async function* read(): AsyncGenerator<Uint8Array> {
    const iterator = source.iterator({ destroyOnReturn: false });
    const watch = watchSpeed(clock, speed);
    let total = 0;
    try {
      for (;;) {
        const next = await watch.orTooSlow(iterator.next());
        if (next === TOO_SLOW) throw fail('request_timeout');
        if (next.done) break;
        const chunk = next.value as Uint8Array;
        total += chunk.length;
        if (total > bytesMax) throw fail('body_too_large');
        hash.update(chunk);
        watch.arrived(chunk.length);
        yield chunk;
      }
      fingerprint = hash.digest('hex');
    } finally {
      watch.stop();
    }
  }

  return {
    bytes: { [Symbol.asyncIterator]: read },
    failure: () => failure,
    fingerprint: () => {
      assert(
        fingerprint !== undefined,
        'a streamed body is read to its end before its fingerprint',
      );
      return fingerprint;
    },
  };
}

/** The reader's own pace is not the sender's: only the time of waiting for bytes counts. */
function watchSpeed(clock: Clock, { bytesPerSecondMin, windowMs }: SpeedLimit) {
  let bytes = 0;
  let waitedMs = 0;
  let giveUp: (outcome: typeof TOO_SLOW) => void;
  const tooSlow = new Promise<typeof TOO_SLOW>((resolve) => (giveUp = resolve));
  let since: number | undefined;
  const timer = setInterval(() => {
    const now = clock.elapsedMs();
    const waited = waitedMs + (since === undefined ? 0 : now - since);
    if (waited >= windowMs / 2 && bytes * 1_000 < bytesPerSecondMin * waited) {
      giveUp(TOO_SLOW);
    }
    bytes = 0;
    waitedMs = 0;
    if (since !== undefined) since = now;
  }, windowMs);
  return {
    async orTooSlow<Value>(next: Promise<Value>): Promise<Value | typeof TOO_SLOW> {
      since = clock.elapsedMs();
      return Promise.race([next, tooSlow]);
    },
    arrived(count: number): void {
      bytes += count;
      if (since !== undefined) waitedMs += clock.elapsedMs() - since;
      since = undefined;
    },
    stop: () => clearInterval(timer),
  };
}

const TOO_SLOW = Symbol('too slow');
const STREAM_SPEED: SpeedLimit = {
  bytesPerSecondMin: STREAM_BYTES_PER_SECOND_MIN,
  windowMs: STREAM_WINDOW_MS,
};
