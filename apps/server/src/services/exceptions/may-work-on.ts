import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';

/** Whether an exception can be given to somebody. One may always take it oneself. */
export async function mayWorkOn(
  _db: Queryable,
  { actor }: Call,
  _legalEntity: string,
  assignee: string,
): Promise<boolean> {
  return assignee === actor.subject;
}
