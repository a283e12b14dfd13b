import type { StoryFacts } from '@kontor/governance';
import type { Instant, TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

type ExceptionFacts = StoryFacts['exceptions'][number];

export async function readStoryExceptions(
  db: Queryable,
  id: TransactionId,
): Promise<readonly ExceptionFacts[]> {
  const { rows } = await db.query<StoryExceptionRow>({
    name: 'read_story_exceptions',
    text: READ_STORY_EXCEPTIONS,
    values: [id],
  });
  return rows.map(toExceptionFacts);
}

const READ_STORY_EXCEPTIONS = `
  select exception_id, kind, code, text, delivery_id, opened_at, resolution,
         name_of(resolved_by) as resolved_by, resolved_reason, resolved_at,
         (select coalesce(jsonb_agg(jsonb_build_object(
                   'by', name_of(author), 'text', exception_comment.text) order by number), '[]')
          from exception_comment
          where exception_comment.exception_id = exception.exception_id) as comments
  from exception
  where transaction_id = $1
  order by opened_at, exception_id
  limit 1000
`;

type StoryExceptionRow = {
  readonly exception_id: string;
  readonly kind: string;
  readonly code: string;
  readonly text: string;
  readonly delivery_id: string | null;
  readonly opened_at: Instant;
  readonly resolution: string | null;
  readonly resolved_by: string | null;
  readonly resolved_reason: string | null;
  readonly resolved_at: Instant | null;
  readonly comments: ExceptionFacts['comments'];
};

function toExceptionFacts(row: StoryExceptionRow): ExceptionFacts {
  return {
    exceptionId: row.exception_id,
    kind: row.kind,
    code: row.code,
    text: row.text,
    openedAt: row.opened_at,
    comments: row.comments,
    ...(row.delivery_id !== null && { deliveryId: row.delivery_id }),
    ...(row.resolved_at !== null && {
      resolved: {
        action: row.resolution ?? '',
        by: row.resolved_by ?? '',
        reason: row.resolved_reason ?? '',
        at: row.resolved_at,
      },
    }),
  };
}
