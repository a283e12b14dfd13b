/** Ask for the deletion of what is due of a month: written down by id; nothing of it goes yet. */

import type { NewRecordDeletion, RecordDeletion } from '@kontor/contracts';
import { present, type Clock, type IdSource } from '@kontor/kernel';
import { sqlStateOf, type Queryable } from '@kontor/postgres';
import type { EntityForbidden, IdempotentCall, Impossible } from '../../gateway/services.ts';
import { readAsOf } from '../../retention/as-of.ts';
import { nameRecords } from '../../retention/deletion/name-records.ts';
import { NO_SUMS } from '../../retention/deletion/sums.ts';
import { writeDeletionEvent } from '../../retention/deletion/write-deletion-event.ts';
import type { RecordTerms } from '../../retention/record-terms.ts';
import { recordsDueBefore } from '../../retention/records-due-before.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { Worked } from '../idempotency/with-idempotency.ts';
import { fromDeletionRow, readDeletion } from './deletion-row.ts';

export type DeletionDesk = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly recordTerms: RecordTerms;
};

export async function askDeletion(
  db: Queryable,
  { clock, ids, recordTerms }: DeletionDesk,
  call: IdempotentCall,
  { month, legalEntity, reason }: NewRecordDeletion,
): Promise<Worked<RecordDeletion> | EntityForbidden | Impossible> {
  if (!call.actor.legalEntities.has(legalEntity)) return { kind: 'entity_forbidden', legalEntity };
  const term = recordTerms.get(legalEntity);
  if (!term) return impossible(`${legalEntity} has no term: its records are kept for ever.`);
  const by = call.actor.subject;
  const asOf = await readAsOf(db, clock.now());
  const id = ids.next('RecordDeletionId');
  const { years, yearEndsInMonth } = term;
  const isNew = await insertDeletion(db, [
    ...[id, month, legalEntity, reason, JSON.stringify({ years, yearEndsInMonth })],
    ...[recordsDueBefore(asOf, term), JSON.stringify(NO_SUMS), by],
  ]);
  if (!isNew) return impossible('Somebody asked for it already, and it has not ended yet.');
  const meant = await nameRecords(db, {
    ...{ deletionId: id, month, legalEntity, asOf },
    terms: new Map([[legalEntity, term]]),
  });
  if (meant.records === 0) return impossible('Nothing of it is due: the month says what keeps it.');
  const { correlationId } = call;
  await writeAuditEntry(db, {
    actor: by,
    action: 'records.deletion_asked',
    subject: { kind: 'record-deletion', id },
    ...{ legalEntity, reason, detail: { month, meant }, correlationId },
  });
  await writeDeletionEvent(db, ids, {
    type: 'kontor.deletion.asked.v1',
    ...{ deletion: id, month, legalEntity, correlationId },
    facts: { records: meant.records, by },
  });
  const row = present(await readDeletion(db, call, id), 'it was just written');
  return { kind: 'done', result: fromDeletionRow(row) };
}

function impossible(detail: string): Impossible {
  return { kind: 'impossible', detail };
}

/** False while another request for the same is asked or carried out. */
async function insertDeletion(db: Queryable, values: unknown[]): Promise<boolean> {
  try {
    await db.query({ name: 'insert_record_deletion', text: INSERT_DELETION, values });
    return true;
  } catch (error) {
    // The caller rolls back to before.
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

const INSERT_DELETION = `
  insert into record_deletion
    (deletion_id, month, legal_entity, reason, term, due_before, shown, asked_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
`;
const UNIQUE_VIOLATION = '23505';
