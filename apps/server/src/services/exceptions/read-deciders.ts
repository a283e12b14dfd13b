/**
 * Who may decide about exceptions of a legal entity. People of another issuer are known to us by
 * name alone, from when they signed in; what they may do is said by their token when they come.
 */

import { ROLE_NAMES, ROLES } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';

export type Decider = { readonly id: string; readonly name: string };

export async function readDeciders(
  db: Queryable,
  legalEntity: string,
): Promise<readonly Decider[]> {
  const { rows } = await db.query<{ subject: string; name: string }>({
    name: 'read_deciders',
    text: READ_DECIDERS,
    values: [legalEntity, DECIDING_ROLES],
  });
  return rows.map(({ subject, name }) => ({ id: subject, name }));
}

const READ_DECIDERS = `
  select subject, name
  from person
  where not disabled
    and (password_hash is null or ($1 = any(legal_entities) and roles && $2::text[]))
  order by name, subject
  limit 500
`;

const DECIDING_ROLES = ROLE_NAMES.filter((name) => {
  const permissions: readonly string[] = ROLES[name].permissions;
  return permissions.includes('exceptions:resolve');
});
