import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import type { ExceptionRow } from './exception-row.ts';

/**
 * Whether the one who decides is the one who handed it over or corrected it. Compared by who acted,
 * not by which application they used: two people at one screen are two people. An application that
 * acts for nobody but itself is its own submitter.
 */
export async function isOwnWork(
  db: Queryable,
  { actor }: Call,
  row: Pick<ExceptionRow, 'transaction_id' | 'application_id'>,
): Promise<boolean> {
  if (row.transaction_id === null) return false;
  if (actor.subject === row.application_id) return true;
  const { rows } = await db.query<{ actor: string }>({
    name: 'read_submitters',
    text: READ_SUBMITTERS,
    values: [row.transaction_id],
  });
  return rows.some((each) => each.actor === actor.subject);
}

// Who corrected it is behind what is decided about as much as who handed it over.
const READ_SUBMITTERS = `
  select distinct actor
  from audit_entry
  where subject_kind = 'transaction' and subject_id = $1
    and action in ('transaction.accepted', 'transaction.corrected')
`;
