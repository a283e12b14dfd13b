/**
 * What a connected system has of ours and the database does not: after a restore of a backup, what
 * was sent since. References are made of the transaction and the step, so whatever the database
 * knows is recognised, also what waits and was sent in the time that is missing.
 *
 * A page of the system's is a page here, less what is known: it may be empty with more behind it.
 */

import type { PostedEffect } from '@kontor/connector-sdk';
import type { Page, PageRequest, UnknownPosting } from '@kontor/contracts';
import {
  fromDecimal,
  parseCurrency,
  parseInstant,
  present,
  toDecimal,
  type TransactionId,
} from '@kontor/kernel';
import { effectReference, type ProcessDefinition } from '@kontor/process';
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
  const known = await readKnownReferences(context, name, since);
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

/**
 * Of what was finished long before, nothing can have been posted since. What is worked on may have
 * had steps since that this database did not reach yet: it will, under the same references.
 */
async function readKnownReferences(
  { pool, catalogue }: OperationsContext,
  connection: string,
  since: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<KnownRow>({
    name: 'read_known_effects',
    text: READ_KNOWN_EFFECTS,
    values: [connection, since],
  });
  return new Set(
    rows.flatMap(({ transaction_id: id, process, process_version: version, step, direction }) => {
      if (step === null) {
        const steps = deliveredSteps(catalogue.find(process, version));
        return steps.map((name) => effectReference(id, name));
      }
      return [effectReference(id, direction === 'back' ? `${step}/undo` : step)];
    }),
  );
}

function deliveredSteps({ steps }: ProcessDefinition): readonly string[] {
  return steps.flatMap(({ kind, name }) => (kind === 'deliver' ? [name] : []));
}

type KnownRow = {
  readonly transaction_id: TransactionId;
  readonly process: string;
  readonly process_version: number;
  /** Null: every step that it may still have. */
  readonly step: string | null;
  readonly direction: 'forward' | 'back' | null;
};

const READ_KNOWN_EFFECTS = `
  select transaction_id, process, process_version, step, direction
  from delivery join transaction using (transaction_id)
  where connection = $1
    and (delivery.finished_at is null
         or delivery.finished_at >= $2::timestamptz - interval '2 days')
  union all
  select transaction_id, process, process_version, null, null
  from transaction
  where finished_at is null
`;

/** Somebody else may fill the same field of their documents. */
function isOurs(reference: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{20}$/.test(reference);
}

function toUnknownPosting(posted: PostedEffect): UnknownPosting {
  const { reference, externalReference, place, number, day } = posted;
  const value = exactValue(posted);
  return {
    reference,
    externalReference,
    ...(place !== undefined && { place }),
    ...(number !== undefined && { number }),
    ...(day !== undefined && { day }),
    ...(value && { value }),
  };
}

/** Undefined for what is no exact amount of its currency. */
function exactValue({ value }: PostedEffect): UnknownPosting['value'] {
  const known = value && parseCurrency(value.currency);
  const money = known && fromDecimal(value.amount, known);
  return money && { amount: toDecimal(money), currency: money.currency };
}
