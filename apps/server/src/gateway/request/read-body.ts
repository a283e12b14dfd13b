/**
 * The body of a request as its contract takes it: JSON, bytes or a stream, with its fingerprint.
 */

import type { Endpoint } from '@kontor/contracts';
import { present, type Clock, type Problem } from '@kontor/kernel';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { fingerprintOfBytes, fingerprintOfJson, type RequestLine } from './fingerprint.ts';
import { readJson } from './read-json.ts';
import { readLines, type ReceivedLines } from './read-lines.ts';
import type { SchemaCheck } from './schema-check.ts';
import { streamBody, type StreamFailure } from './stream-body.ts';

export type ReceivedBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | {
      readonly kind: 'stream';
      readonly bytes: AsyncIterable<Uint8Array>;
      /** Why the bytes ended early. */
      readonly failure: () => StreamFailure | undefined;
    }
  | ({ readonly kind: 'lines' } & ReceivedLines);

type BodyReading =
  | { readonly received: ReceivedBody; readonly fingerprint: string | (() => string) }
  | { readonly problem: Problem };

type Options = { readonly line: RequestLine; readonly clock: Clock };

/** Undefined when the contract takes no body. */
export function readBody(
  { bodies, idempotency, path }: Endpoint,
  checks: ReadonlyMap<string, SchemaCheck>,
  { body, door }: FastifyRequest,
  { line, clock }: Options,
): BodyReading | undefined {
  if (!bodies) return undefined;
  const wanted = present(bodies[door.contentType], 'the door checked the content type');
  if (wanted.kind === 'stream') {
    const { bytesMax } = wanted;
    const { bytes, failure, fingerprint } = streamBody(body as Readable, { line, bytesMax, clock });
    return { received: { kind: 'stream', bytes, failure }, fingerprint };
  }
  if (wanted.kind === 'lines') {
    const streamed = streamBody(body as Readable, { line, bytesMax: wanted.bytesMax, clock });
    const check = present(checks.get(door.contentType), 'every kind of line has its check');
    const lines = readLines(streamed, { ...wanted, line: { ...line, url: path }, check });
    // Each line has its own.
    return { received: { kind: 'lines', ...lines }, fingerprint: '' };
  }
  const bytes = Buffer.isBuffer(body) ? body : EMPTY;
  if (bytes.length > wanted.bytesMax) {
    return { problem: { code: 'body_too_large', detail: `At most ${wanted.bytesMax} bytes.` } };
  }
  if (wanted.kind === 'bytes') {
    return { received: { kind: 'bytes', bytes }, fingerprint: fingerprintOfBytes(line, bytes) };
  }
  const check = present(checks.get(door.contentType), 'every JSON body has its check');
  const read = readJson(bytes, check);
  if ('problem' in read) return read;
  const fingerprint = idempotency === 'required' ? fingerprintOfJson(line, read.value) : '';
  return { received: { kind: 'json', value: read.value }, fingerprint };
}

const EMPTY = Buffer.alloc(0);
