import type { LegalEntity } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';

export async function listLegalEntities(
  db: Queryable,
  call: Call,
): Promise<readonly LegalEntity[]> {
  const { rows } = await db.query<LegalEntity & { country: string }>({
    name: 'list_legal_entities',
    text: LIST_LEGAL_ENTITIES,
    values: [legalEntitiesOf(call)],
  });
  return rows;
}

const LIST_LEGAL_ENTITIES = `
  select code, name, currency, country
  from legal_entity
  where code = any($1::text[])
  order by code
`;
