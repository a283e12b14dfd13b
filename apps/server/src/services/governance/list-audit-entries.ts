import type {
  AuditEntry,
  listAuditEntries as contract,
  Page,
  PageRequest,
} from '@kontor/contracts';
import { idSource, type Clock, type Instant, type Random } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call, FiltersOf } from '../../gateway/services.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { cutText } from '../wire/cut-text.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';

/**
 * Newest first. Entries of no legal entity (a connection was paused) are everybody's who may read
 * the trail. That they read it stands in it, too.
 */
export async function listAuditEntries(
  db: Queryable,
  call: Call,
  filters: FiltersOf<typeof contract>,
  page: PageRequest,
): Promise<Page<AuditEntry>> {
  const rows = await readPage<AuditRow>(
    db,
    {
      name: 'list_audit_entries',
      select: SELECT_AUDIT_ENTRY,
      conditions: [
        {
          sql: '(audit_entry.legal_entity is null or audit_entry.legal_entity = any($::text[]))',
          value: legalEntitiesOf(call),
        },
        filter('audit_entry.action = $', filters.action),
        filter('audit_entry.actor = $', filters.actor),
        filter('audit_entry.subject_id = $', filters.subject),
        filter('audit_entry.legal_entity = $', filters.legalEntity),
        filter('audit_entry.occurred_at >= $::timestamptz', filters.from),
        filter('audit_entry.occurred_at < $::timestamptz', filters.to),
      ],
      order: { keys: [{ sql: 'audit_entry.sequence', type: 'bigint' }], direction: 'desc' },
    },
    page,
  );
  const { legalEntity } = filters;
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: 'audit_trail.read',
    subject: { kind: 'legal-entity', id: legalEntity ?? legalEntitiesOf(call).join(' ') },
    ...(legalEntity !== undefined && { legalEntity }),
    correlationId: call.correlationId,
  });
  return mapPage(rows, fromAuditRow);
}

const SELECT_AUDIT_ENTRY = `
  select audit_entry.sequence::text as sequence, audit_entry.occurred_at, audit_entry.actor,
         person.name as actor_name,
         audit_entry.action, audit_entry.subject_kind, audit_entry.subject_id,
         audit_entry.legal_entity, audit_entry.reason, audit_entry.correlation_id
  from audit_entry
  left join person on person.subject = audit_entry.actor
`;

type AuditRow = {
  readonly sequence: string;
  readonly occurred_at: Instant;
  readonly actor: string;
  readonly actor_name: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly legal_entity: string | null;
  readonly reason: string | null;
  readonly correlation_id: string | null;
};

function fromAuditRow(row: AuditRow): AuditEntry {
  return {
    id: idOf(row),
    sequence: row.sequence,
    at: row.occurred_at,
    actor: row.actor,
    action: row.action,
    subject: { kind: row.subject_kind.replaceAll('_', '-'), id: row.subject_id },
    outcome: 'done',
    ...(row.actor_name !== null && { actorName: row.actor_name }),
    ...(row.legal_entity !== null && { legalEntity: row.legal_entity }),
    ...(row.reason !== null && { reason: cutText(row.reason, REASON_CHARACTERS_MAX) }),
    ...(row.correlation_id !== null && { correlationId: row.correlation_id }),
  };
}

/** The trail is named by its sequence; the id says the same in the form that ids have. */
function idOf({ occurred_at, sequence }: AuditRow): string {
  const clock: Clock = { now: () => occurred_at, elapsedMs: () => 0 };
  return idSource(clock, sequenceAsRandom(BigInt(sequence))).next('AuditEntryId');
}

/** Sixteen digits of base 32, most significant first. */
function sequenceAsRandom(sequence: bigint): Random {
  return {
    fraction: () => 0,
    bytes: (count) =>
      Uint8Array.from({ length: count }, (_, index) =>
        Number.parseInt(((sequence >> BigInt(5 * (count - 1 - index))) & 31n).toString(), 10),
      ),
  };
}

const REASON_CHARACTERS_MAX = 500;
