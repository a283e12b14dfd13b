/** The rules of the house with the tolerance that the legal entity allows in this currency. */

import { present } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { MatchingRules } from '../ports.ts';
import type { MatchingPolicy } from './types.ts';

export async function readPolicy(
  db: Queryable,
  rules: MatchingRules,
  scope: { readonly legalEntity: string; readonly currency: string },
): Promise<MatchingPolicy> {
  const { rows } = await db.query<{ tolerance: string }>({
    name: 'read_tolerance',
    text: READ_TOLERANCE,
    values: [scope.legalEntity, scope.currency],
  });
  const { tolerance } = present(rows[0], 'an account belongs to a legal entity');
  return { ...rules, tolerance: BigInt(tolerance) };
}

const READ_TOLERANCE = `
  select coalesce(tolerances ->> $2, '0') as tolerance from legal_entity where code = $1
`;
