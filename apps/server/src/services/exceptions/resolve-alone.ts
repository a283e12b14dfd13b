import type { IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { ExceptionRow } from './exception-row.ts';
import type { Decision } from './decide.ts';

/** Closes an exception whose transaction has gone its way, with its audit entry and its event. */
export async function resolveAlone(
  db: Queryable,
  ids: IdSource,
  row: ExceptionRow,
  { action, by, reason, correlationId }: Decision,
): Promise<void> {
  await db.query({
    name: 'resolve_exception_alone',
    text: RESOLVE_EXCEPTION_ALONE,
    values: [
      row.exception_id,
      row.version,
      action,
      by,
      reason,
      ids.next('EventId'),
      row.process,
      correlationId,
    ],
  });
}

const RESOLVE_EXCEPTION_ALONE = `
  with resolved as (
    update exception
    set status = 'resolved', resolution = $3, resolved_by = $4, resolved_reason = $5,
        resolved_at = now(), version = version + 1
    where exception_id = $1 and version = $2 and status = 'open'
    returning *
  ), audited as (
    insert into audit_entry
      (actor, action, subject_kind, subject_id, legal_entity, reason, detail, correlation_id)
    select $4, 'exception.resolved', 'exception', exception_id, legal_entity, $5,
           jsonb_build_object('resolution', $3::text, 'code', code), $8
    from resolved
  )
  insert into outbox
    (event_id, type, subject, legal_entity, partition_key, transaction_id, correlation_id, data)
  select $6, 'kontor.exception.resolved.v1', exception_id, legal_entity,
         coalesce(transaction_id, exception_id), transaction_id, $8,
         jsonb_strip_nulls(jsonb_build_object('exception', exception_id, 'kind', code,
           'legalEntity', legal_entity, 'transaction', transaction_id, 'process', $7::text,
           'action', $3::text, 'by', $4::text))
  from resolved
`;
