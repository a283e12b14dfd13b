/**
 * NDJSON while it arrives: bytes become lines, and each line is guarded, parsed and checked by
 * itself, like the body of a request of its own. A line that is wrong, or too long, is told and the
 * next one is read.
 *
 * Only the line that is being read is held in memory. Every few lines others get their turn: a
 * batch that arrived as a whole would otherwise keep the process to itself.
 */

import type { Problem } from '@kontor/kernel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fingerprintOfJson, type RequestLine } from './fingerprint.ts';
import { readJson } from './read-json.ts';
import type { SchemaCheck } from './schema-check.ts';
import { splitLines, type RawLine } from './split-lines.ts';
import type { StreamFailure } from './stream-body.ts';

export type ReadLine<Value = unknown> =
  | {
      readonly kind: 'value';
      /** Counted from 1, empty lines included. */
      readonly line: number;
      readonly value: Value;
      /** What it was read from: good JSON, for whoever reads it a second time. */
      readonly bytes: Buffer;
      /** SHA-256 of method, path and canonical value; the query does not count. */
      readonly fingerprint: string;
    }
  | { readonly kind: 'refused'; readonly line: number; readonly problem: Problem };

export type LinesFailure = StreamFailure | 'batch_too_large';

export type ReceivedLines<Value = unknown> = {
  /** Whole lines only, also when reading ended early. */
  readonly lines: AsyncIterable<ReadLine<Value>>;
  /** Why the lines ended early; undefined while they did not. */
  readonly failure: () => LinesFailure | undefined;
};

type Options = {
  /** Its `url` without the query. */
  readonly line: RequestLine;
  readonly check: SchemaCheck;
  readonly linesMax: number;
  readonly lineBytesMax: number;
};

type Source = {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly failure: () => StreamFailure | undefined;
};

export function readLines(source: Source, options: Options): ReceivedLines {
  const { linesMax, lineBytesMax } = options;
  let hasTooMany = false;

  async function* read(): AsyncGenerator<ReadLine> {
    let count = 0;
    for await (const raw of splitLines(source.bytes, lineBytesMax)) {
      if (isEmpty(raw)) continue;
      count += 1;
      // The rest is read all the same, or a sender in the middle of it would not see the answer.
      hasTooMany = count > linesMax;
      if (!hasTooMany) yield readLine(raw, options);
      if (count % LINES_PER_TURN === 0) await nextTurn();
    }
  }

  return {
    lines: { [Symbol.asyncIterator]: () => untilFailure(read(), source.failure) },
    failure: () => (hasTooMany ? 'batch_too_large' : source.failure()),
  };
}

/** A body that is too large or too slow ends the lines; `failure` says so. */
async function* untilFailure(
  lines: AsyncGenerator<ReadLine>,
  failure: Source['failure'],
): AsyncGenerator<ReadLine> {
  try {
    yield* lines;
  } catch (error) {
    if (failure() === undefined) throw error;
  }
}

function readLine(raw: RawLine, { line: request, check, lineBytesMax }: Options): ReadLine {
  const { line, bytes } = raw;
  if (bytes === undefined) {
    const detail = `A line may have ${lineBytesMax} bytes.`;
    return { kind: 'refused', line, problem: { code: 'body_too_large', detail } };
  }
  const read = readJson(bytes, check);
  if ('problem' in read) return { kind: 'refused', line, problem: read.problem };
  const { value } = read;
  return { kind: 'value', line, value, bytes, fingerprint: fingerprintOfJson(request, value) };
}

function isEmpty({ bytes }: RawLine): boolean {
  return bytes !== undefined && bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 9);
}

/** A few milliseconds of work: nobody who waits for an accept of their own notices it. */
const LINES_PER_TURN = 16;
