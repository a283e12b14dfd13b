import type { ExceptionPane } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutText } from '../../wire/cut-text.ts';

type Act = ExceptionPane['acts'][number];

/** Who did what with an exception, oldest first: the audit trail, in sentences. */
export async function readActs(db: Queryable, exceptionId: string): Promise<readonly Act[]> {
  const { rows } = await db.query<ActRow>({
    name: 'read_acts_of_exception',
    text: READ_ACTS,
    values: [exceptionId],
  });
  return rows.map((row) => ({
    at: row.occurred_at,
    by: row.actor_name,
    sentence: cutText(sentenceOf(row), 1_000),
  }));
}

const READ_ACTS = `
  select occurred_at, actor, name_of(actor) as actor_name, name_of(detail ->> 'to') as to_name,
         action, reason, detail
  from audit_entry
  where subject_kind = 'exception' and subject_id = $1
  order by sequence
  limit 200
`;

type ActRow = {
  readonly occurred_at: Instant;
  readonly actor: string;
  readonly actor_name: string;
  readonly to_name: string | null;
  readonly action: string;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
};

function sentenceOf({ action, reason, actor, to_name: toName, detail }: ActRow): string {
  switch (action) {
    case 'exception.assigned': {
      const to = detail?.['to'];
      if (typeof to !== 'string') return 'gave it back: nobody works on it';
      return to === actor ? 'took it on' : `gave it to ${toName ?? to}`;
    }
    case 'exception.commented':
      return 'left a comment';
    case 'exception.resolved':
      return `${RESOLUTIONS[String(detail?.['resolution'])] ?? 'decided'}: “${reason ?? ''}”`;
    default:
      return action;
  }
}

const RESOLUTIONS: Readonly<Record<string, string>> = {
  retry: 'had it tried again',
  abandon: 'let it rest',
  approve: 'approved it',
  decline: 'declined it',
  'confirm-done': 'confirmed that it is there',
  corrected: 'corrected it and sent it again',
};
