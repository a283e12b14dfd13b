import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import { readDeciders } from './read-deciders.ts';

/** Whether an exception can be given to somebody. One may always take it oneself. */
export async function mayWorkOn(
  db: Queryable,
  { actor }: Call,
  legalEntity: string,
  assignee: string,
): Promise<boolean> {
  if (assignee === actor.subject) return true;
  return (await readDeciders(db, legalEntity)).some(({ id }) => id === assignee);
}
