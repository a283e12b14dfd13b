/**
 * The books of a simulated system, read from its control endpoint: what the system itself says it
 * did, and nothing that Kontor told us.
 */

import { assert, type Instant } from '@kontor/kernel';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { exchange } from '@kontor/client';

export const BookEntry = Type.Object({
  sequence: Type.Integer(),
  at: Type.Unsafe<Instant>(Type.String()),
  kind: Type.String(),
  reference: Type.String(),
  number: Type.String(),
  facts: Type.Record(Type.String(), Type.Unknown()),
});
export type BookEntry = Static<typeof BookEntry>;

/** Everything that was committed after entry `after`, in the order of the books. */
export async function readBooks(controlUrl: string, after = 0): Promise<readonly BookEntry[]> {
  const entries: BookEntry[] = [];
  let next: number | undefined = after;
  while (next !== undefined) {
    const url: string = `${controlUrl}/_sandbox/ledger?after=${next}`;
    const reply = await exchange({ method: 'GET', url, headers: {}, timeoutMs: TIMEOUT_MS });
    assert(reply.kind === 'reply' && page.Check(reply.json), `${url} answers entries of the books`);
    entries.push(...reply.json.entries);
    next = reply.json.next;
  }
  return entries;
}

/** How many entries there are by now. */
export async function countBooks(controlUrl: string): Promise<number> {
  const url = `${controlUrl}/_sandbox/ledger/summary`;
  const reply = await exchange({ method: 'GET', url, headers: {}, timeoutMs: TIMEOUT_MS });
  assert(reply.kind === 'reply' && summary.Check(reply.json), `${url} answers a summary`);
  return reply.json.entries;
}

const page = Compile(
  Type.Object({ entries: Type.Array(BookEntry), next: Type.Optional(Type.Integer()) }),
);
const summary = Compile(Type.Object({ entries: Type.Integer() }));
const TIMEOUT_MS = 30_000;
