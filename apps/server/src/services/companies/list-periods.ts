import type { Period } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromPeriodRow, SELECT_PERIOD, type PeriodRow } from './period-row.ts';

/** Latest first. */
export async function listPeriods(
  db: Queryable,
  call: Call,
  code: string,
): Promise<Found<readonly Period[]> | Absent> {
  const { rowCount } = await db.query({
    name: 'find_legal_entity',
    text: FIND_LEGAL_ENTITY,
    values: [code, legalEntitiesOf(call)],
  });
  if (rowCount === 0) return { kind: 'absent' };
  const { rows } = await db.query<PeriodRow>({
    name: 'list_periods',
    text: LIST_PERIODS,
    values: [code],
  });
  return { kind: 'found', value: rows.map(fromPeriodRow) };
}

const FIND_LEGAL_ENTITY = `
  select 1 from legal_entity where code = $1 and code = any($2::text[])
`;

const LIST_PERIODS = `
  ${SELECT_PERIOD}
  where period.legal_entity = $1
  order by period.period desc
  limit 1000
`;
