import type { Queryable } from '@kontor/postgres';
import type { HoldForbidden } from '../../gateway/records-services.ts';
import type { Call } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';

/**
 * A legal entity that the hold covers and the caller may not act for; undefined when there is none.
 * Whoever acts for one company neither freezes nor frees the records of another.
 */
export async function findForbidden(
  db: Queryable,
  call: Call,
  legalEntity: string | null,
): Promise<HoldForbidden | undefined> {
  if (legalEntity !== null) {
    if (call.actor.legalEntities.has(legalEntity)) return undefined;
    return { kind: 'entity_forbidden', legalEntity };
  }
  const { rows } = await db.query<{ readonly code: string }>({
    name: 'find_forbidden_legal_entity',
    text: FIND_FORBIDDEN_LEGAL_ENTITY,
    values: [legalEntitiesOf(call)],
  });
  const [other] = rows;
  return other && { kind: 'entity_forbidden', legalEntity: other.code };
}

const FIND_FORBIDDEN_LEGAL_ENTITY = `
  select code from legal_entity where not code = any($1::text[]) order by code limit 1
`;
