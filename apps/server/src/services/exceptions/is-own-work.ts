import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import type { ExceptionRow } from './exception-row.ts';

/**
 * Whether the one who decides is the one who handed it over. Compared by who acted, not by which
 * application they used: two people at one screen are two people. An application that acts for
 * nobody but itself is its own submitter.
 */
export async function isOwnWork(
  db: Queryable,
  { actor }: Call,
  row: Pick<ExceptionRow, 'transaction_id' | 'application_id'>,
): Promise<boolean> {
  if (row.transaction_id === null) return false;
  if (actor.subject === row.application_id) return true;
  const { rows } = await db.query<{ actor: string }>({
    name: 'read_submitter',
    text: READ_SUBMITTER,
    values: [row.transaction_id],
  });
  return rows[0]?.actor === actor.subject;
}

const READ_SUBMITTER = `
  select actor
  from audit_entry
  where subject_kind = 'transaction' and subject_id = $1 and action = 'transaction.accepted'
  order by sequence
  limit 1
`;
