/**
 * W3C Trace Context, level 1: a request continues the trace it came with, or begins one. An invalid
 * `traceparent` is as good as none; `tracestate` is not kept, because we add nothing to it.
 */

import type { Random } from '@kontor/kernel';

export type Trace = {
  readonly traceId: string;
  /** With our own span as parent: for replies, events and calls out. */
  readonly traceparent: string;
  readonly correlationId: string;
};

export function traceOf(headers: Readonly<Record<string, unknown>>, nextBytes: NextBytes): Trace {
  const bytes = nextBytes();
  const incoming = parseTraceparent(headers['traceparent']);
  const traceId = incoming?.traceId ?? hex(bytes, 0, 16);
  const wanted = headers[CORRELATION_HEADER];
  return {
    traceId,
    traceparent: `00-${traceId}-${hex(bytes, 16, 24)}-${incoming?.flags ?? SAMPLED}`,
    correlationId: typeof wanted === 'string' && CORRELATION_ID.test(wanted) ? wanted : traceId,
  };
}

/** Bytes for one trace and span id. */
export type NextBytes = () => Uint8Array;

/** Draws for many requests at once: asking the system for each of them costs more than the rest. */
export function traceBytes(random: Random): NextBytes {
  let drawn: Uint8Array = new Uint8Array();
  let at = 0;
  return () => {
    if (at === drawn.length) {
      drawn = random.bytes(TRACE_BYTES * DRAWN_AT_ONCE);
      at = 0;
    }
    at += TRACE_BYTES;
    return drawn.subarray(at - TRACE_BYTES, at);
  };
}

export const CORRELATION_HEADER = 'kontor-correlation-id';

function parseTraceparent(
  header: unknown,
): { readonly traceId: string; readonly flags: string } | undefined {
  if (typeof header !== 'string') return undefined;
  const match = TRACEPARENT.exec(header);
  if (!match) return undefined;
  const [, version, traceId = '', parentId = '', flags = '', rest] = match;
  // Later versions may append fields; version 00 may not, and ff is not a version.
  if (version === 'ff' || (version === '00' && rest)) return undefined;
  if (ALL_ZERO.test(traceId) || ALL_ZERO.test(parentId)) return undefined;
  return { traceId, flags: Number.parseInt(flags, 16) & 1 ? SAMPLED : NOT_SAMPLED };
}

function hex(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('hex');
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ALL_ZERO = /^0+$/;
const CORRELATION_ID = /^[A-Za-z0-9._:-]{1,64}$/;
/** 16 for the trace, 8 for the span. */
const TRACE_BYTES = 24;
/** 6 kB: small, and one draw lasts for a few hundred requests. */
const DRAWN_AT_ONCE = 256;
const SAMPLED = '01';
const NOT_SAMPLED = '00';
