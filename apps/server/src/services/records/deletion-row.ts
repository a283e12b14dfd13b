/** A deletion of records as it is stored, and as it is shown. */

import type { RecordCertificate, RecordDeletion } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import { wentOf, type Went } from '../../retention/deletion/deletion-work.ts';
import { toSumsWire, type Sums } from '../../retention/deletion/sums.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';

export const SELECT_DELETION = `
  select deletion_id, month, legal_entity, reason, status, asked_by, asked_at, expires_at, term,
         due_before, shown, decided_by, decided_at, decision_reason, went, ended_at, certificate,
         version, expires_at <= now() as is_over,
         (select coalesce(jsonb_agg(distinct jsonb_build_object('id', who, 'name', name_of(who))),
                          '[]')
          from unnest(array[asked_by, decided_by]) as who
          where who is not null) as people
  from record_deletion
`;

export type DeletionRow = {
  readonly deletion_id: string;
  readonly month: string;
  readonly legal_entity: string;
  readonly reason: string;
  readonly status: RecordDeletion['status'];
  readonly asked_by: string;
  readonly asked_at: Instant;
  readonly expires_at: Instant;
  readonly term: RecordDeletion['term'];
  readonly due_before: string;
  readonly shown: Sums;
  readonly decided_by: string | null;
  readonly decided_at: Instant | null;
  readonly decision_reason: string | null;
  readonly went: Went | Record<string, never>;
  readonly ended_at: Instant | null;
  readonly certificate: RecordCertificate | null;
  readonly version: number;
  readonly is_over: boolean;
  readonly people: RecordDeletion['people'];
};

export function fromDeletionRow(row: DeletionRow): RecordDeletion {
  const { decided_by: by, decided_at: at, decision_reason: reason } = row;
  return {
    ...{ id: row.deletion_id, month: row.month, legalEntity: row.legal_entity },
    ...{ reason: row.reason, status: row.status },
    ...{ askedBy: row.asked_by, askedAt: row.asked_at, expiresAt: row.expires_at },
    ...{ term: row.term, dueBefore: row.due_before },
    meant: toSumsWire(row.shown),
    ...(by !== null && at !== null && reason !== null && { decided: { by, at, reason } }),
    went: toSumsWire(wentOf(row)),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.certificate !== null && { certificate: row.certificate }),
    ...{ people: row.people, version: row.version },
  };
}

/** Undefined when it is not there, or is one of another legal entity. */
export async function readDeletion(
  db: Queryable,
  call: Call,
  id: string,
): Promise<DeletionRow | undefined> {
  const { rows } = await db.query<DeletionRow>({
    name: 'read_record_deletion',
    text: READ_DELETION,
    values: [id, legalEntitiesOf(call)],
  });
  return rows[0];
}

const READ_DELETION = `
  ${SELECT_DELETION}
  where deletion_id = $1 and legal_entity = any($2::text[])
`;
