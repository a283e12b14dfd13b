import type { IncomingMessage } from 'node:http';

/** Undefined when the caller went away before the end, or sent more than is read. */
export async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      byteCount += chunk.length;
      if (byteCount > BODY_BYTES_MAX) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Master data of 100,000 customers is about 30 MB; postings are a few kilobytes. */
const BODY_BYTES_MAX = 67_108_864;
