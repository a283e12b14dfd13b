/**
 * What a connected system has of ours and the database does not: after a restore of a backup, what
 * was sent since. References are made of the transaction and the step, so whatever the database
 * knows is recognised, also what waits and was sent in the time that is missing.
 *
 * A page of the system's is a page here, less what is known: it may be empty with more behind it.
 */

import type { PostedEffect } from '@kontor/connector-sdk';
import type { Page, PageRequest, UnknownPosting } from '@kontor/contracts';
import { parseInstant, present, type TransactionId } from '@kontor/kernel';
import { effectReference } from '@kontor/process';
import type pg from 'pg';
import type { Absent, Call, Found, Impossible } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { OperationsContext } from './operations-service.ts';
import { readConnectionViews } from './read-connection-views.ts';

export type Comparison = { readonly name: string; readonly since: string };

export async function listUnknownPostings(
  context: OperationsContext,
  call: Call,
  { name, since }: Comparison,
  { after }: PageRequest,
): Promise<Found<Page<UnknownPosting>> | Absent | Impossible> {
  const [connection] = await readConnectionViews(context, name);
  if (!connection) return { kind: 'absent' };
  const instant = present(parseInstant(since), 'the contract takes instants alone');
  const read = context.listPostings(name);
  if (!read) return { kind: 'impossible', detail: 'This system cannot be asked what was posted.' };
  const page = await read({ since: instant, ...(after !== undefined && { cursor: after }) });
  if (page.kind === 'failed') return { kind: 'impossible', detail: page.detail };
  const known = await readKnownReferences(context.pool, name, since);
  await writeAuditEntry(context.pool, {
    actor: call.actor.subject,
    action: 'connection.compared',
    subject: { kind: 'connection', id: name },
    correlationId: call.correlationId,
  });
  const items = page.items.filter(({ reference }) => isOurs(reference) && !known.has(reference));
  const value = {
    items: items.map(toUnknownPosting),
    ...(page.next !== undefined && { next: page.next }),
  };
  return { kind: 'found', value };
}

/** Of what was finished long before, nothing can have been posted since. */
async function readKnownReferences(
  pool: pg.Pool,
  connection: string,
  since: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ transaction_id: TransactionId; step: string }>({
    name: 'read_known_effects',
    text: READ_KNOWN_EFFECTS,
    values: [connection, since],
  });
  return new Set(
    rows.flatMap(({ transaction_id: id, step }) => [
      effectReference(id, step),
      effectReference(id, `${step}/undo`),
    ]),
  );
}

const READ_KNOWN_EFFECTS = `
  select transaction_id, step from delivery
  where connection = $1 and transaction_id is not null
    and (finished_at is null or finished_at >= $2::timestamptz - interval '2 days')
`;

/** Somebody else may fill the same field of their documents. */
function isOurs(reference: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{20}$/.test(reference);
}

function toUnknownPosting(posted: PostedEffect): UnknownPosting {
  const { reference, externalReference, place, number, day } = posted;
  return {
    reference,
    externalReference,
    ...(place !== undefined && { place }),
    ...(number !== undefined && { number }),
    ...(day !== undefined && { day }),
  };
}
