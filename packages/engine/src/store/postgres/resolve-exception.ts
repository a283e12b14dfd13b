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
  insert into outbox
    (event_id, type, subject, legal_entity, partition_key, transaction_id, correlation_id, data)
  select $6, 'kontor.exception.resolved.v1', exception_id, resolved.legal_entity,
         coalesce(transaction.ordering_key, exception_id), transaction_id,
         transaction.correlation_id,
         jsonb_strip_nulls(jsonb_build_object('exception', exception_id, 'kind', code,
           'legalEntity', resolved.legal_entity, 'transaction', transaction_id,
           'process', transaction.process, 'action', $3::text, 'by', $4::text))
  from resolved left join transaction using (transaction_id)
`;
