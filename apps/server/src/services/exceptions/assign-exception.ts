/**
 * Say who works on an exception: oneself, somebody else, or nobody. The version that was seen is
 * compared, so that two people who take the same one at once do not both believe that they have it.
 */

import { present } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type { Assignment, AssignmentOutcome, Call } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromExceptionRow, type ExceptionRow } from './exception-row.ts';
import type { ExceptionsOptions } from './exceptions-service.ts';
import { mayWorkOn } from './may-work-on.ts';
import { quickerThan } from './quicker-than.ts';
import { readException } from './read-exception.ts';

export function assignException(
  options: ExceptionsOptions,
  call: Call,
  assignment: Assignment,
): Promise<AssignmentOutcome> {
  return inTransaction(options.pool, (db) => assignInside(db, options, call, assignment));
}

/** The same, inside a database transaction of the caller's. */
export async function assignInside(
  db: Queryable,
  { catalogue }: Pick<ExceptionsOptions, 'catalogue'>,
  call: Call,
  { id, assignee, version }: Assignment,
): Promise<AssignmentOutcome> {
  const row = await readException(db, id, legalEntitiesOf(call));
  if (!row) return { kind: 'absent' };
  if (row.status === 'resolved') return { kind: 'already_resolved', ...quickerOf(row) };
  if (row.version !== version) return { kind: 'stale', ...quickerOf(row) };
  if (assignee !== null && !(await mayWorkOn(db, call, row.legal_entity, assignee))) {
    return { kind: 'unacceptable', errors: [unknownAssignee(assignee, row)] };
  }
  const actor = call.actor.subject;
  const { rowCount } = await db.query({
    name: 'assign_exception',
    text: ASSIGN_EXCEPTION,
    values: [id, version, assignee, actor],
  });
  const changed = present(await readException(db, id, legalEntitiesOf(call)), 'it was there');
  if (rowCount === 0) return { kind: 'stale', ...quickerOf(changed) };
  await writeAuditEntry(db, {
    actor,
    action: 'exception.assigned',
    subject: { kind: 'exception', id },
    legalEntity: row.legal_entity,
    detail: { from: row.owner, to: assignee },
    correlationId: call.correlationId,
  });
  return { kind: 'found', value: fromExceptionRow(changed, catalogue) };
}

function quickerOf(row: ExceptionRow) {
  const quicker = quickerThan(row);
  return quicker ? { quicker } : {};
}

function unknownAssignee(assignee: string, { legal_entity }: ExceptionRow) {
  return {
    code: 'assignee_unknown',
    at: '/assignee',
    detail: `${assignee} is nobody who decides about exceptions of ${legal_entity}.`,
  };
}

const ASSIGN_EXCEPTION = `
  update exception
  set owner = $3, assigned_by = $4, assigned_at = now(), version = version + 1
  where exception_id = $1 and version = $2 and status = 'open'
`;
