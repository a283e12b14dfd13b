import type { Exception } from '@kontor/contracts';
import { present, type ExceptionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Done, IdempotentCall, KeyConflict } from '../../gateway/services.ts';
import { withIdempotency } from '../idempotency/with-idempotency.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromExceptionRow } from './exception-row.ts';
import type { ExceptionsOptions } from './exceptions-service.ts';
import { lockException } from './lock-exception.ts';
import { readException } from './read-exception.ts';

/** Added to the others, in the order in which they were written. Changes nothing else. */
export async function commentOnException(
  { pool, catalogue }: ExceptionsOptions,
  call: IdempotentCall,
  { id, text }: { readonly id: ExceptionId; readonly text: string },
): Promise<Done<Exception> | KeyConflict | Absent> {
  const author = call.actor.subject;
  return withIdempotency<Exception, Absent>(pool, call, async (db) => {
    const row = await readException(db, id, legalEntitiesOf(call));
    if (!row) return { kind: 'absent' };
    await lockException(db, id);
    await insertComment(db, { id, author, text });
    await writeAuditEntry(db, {
      actor: author,
      action: 'exception.commented',
      subject: { kind: 'exception', id },
      legalEntity: row.legal_entity,
      correlationId: call.correlationId,
    });
    const commented = await readException(db, id, legalEntitiesOf(call));
    const result = fromExceptionRow(present(commented, 'it is locked'), catalogue);
    return { kind: 'done', result };
  });
}

async function insertComment(
  db: Queryable,
  { id, author, text }: { readonly id: string; readonly author: string; readonly text: string },
): Promise<void> {
  await db.query({
    name: 'insert_exception_comment',
    text: INSERT_EXCEPTION_COMMENT,
    values: [id, author, text],
  });
}

const INSERT_EXCEPTION_COMMENT = `
  insert into exception_comment (exception_id, number, author, text)
  select $1, coalesce(max(number), 0) + 1, $2, $3
  from exception_comment
  where exception_id = $1
`;
