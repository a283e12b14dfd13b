import type { Queryable } from '@kontor/postgres';
import type { ExceptionResolution } from '../engine-store.ts';

/** False when somebody else resolved it, or it changed since it was read. */
export async function resolveException(
  db: Queryable,
  { exceptionId, eventId, expectedVersion, resolution, by, reason }: ExceptionResolution,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'resolve_exception',
    text: RESOLVE_EXCEPTION,
    values: [exceptionId, expectedVersion, resolution, by, reason, eventId],
  });
  return rowCount === 1;
}

const RESOLVE_EXCEPTION = `
  with resolved as (
    update exception
    set status = 'resolved', resolution = $3, resolved_by = $4, resolved_reason = $5,
        resolved_at = now(), version = version + 1
    where exception_id = $1 and version = $2 and status = 'open'
    returning *
  ), audited as (
    insert into audit_entry
      (actor, action, subject_kind, subject_id, legal_entity, reason, detail)
    select $4, 'exception.resolved', 'exception', exception_id, legal_entity, $5,
           jsonb_build_object('resolution', $3::text, 'code', code)
    from resolved
  )
  insert into outbox (event_id, type, subject, legal_entity, partition_key, transaction_id, data)
  select $6, 'kontor.exception.resolved.v1', exception_id,
         legal_entity, coalesce(transaction_id, exception_id), transaction_id,
         jsonb_build_object('exceptionId', exception_id, 'kind', kind, 'code', code,
           'resolution', $3::text, 'legalEntity', legal_entity, 'transactionId', transaction_id)
  from resolved
`;
