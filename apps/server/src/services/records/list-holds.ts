/** Legal holds, newest first: those of the caller's legal entities, and those that cover all. */

import type { LegalHold, listLegalHolds, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, FiltersOf, Found } from '../../gateway/services.ts';
import { filter, mapPage, readPage } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromHoldRow, SELECT_HOLD, type HoldRow } from './hold-row.ts';

export async function listHolds(
  db: Queryable,
  call: Call,
  { status, legalEntity }: FiltersOf<typeof listLegalHolds>,
  page: PageRequest,
): Promise<Page<LegalHold>> {
  const rows = await readPage<HoldRow>(
    db,
    {
      name: 'list_legal_holds',
      select: SELECT_HOLD,
      conditions: [
        {
          sql: '(legal_entity is null or legal_entity = any($::text[]))',
          value: legalEntitiesOf(call),
        },
        filter('status = $', status),
        filter('(legal_entity is null or legal_entity = $)', legalEntity),
      ],
      order: {
        keys: [
          { sql: 'placed_at', type: 'timestamptz' },
          { sql: 'hold_id', type: 'text' },
        ],
        direction: 'desc',
      },
    },
    page,
  );
  return mapPage(rows, fromHoldRow);
}

/** Those in force alone, whether or not somebody wants them to end. */
export async function listHoldsInForce(
  db: Queryable,
  call: Call,
  limit: number,
): Promise<LegalHold[]> {
  const { rows } = await db.query<HoldRow>({
    name: 'list_holds_in_force',
    text: LIST_HOLDS_IN_FORCE,
    values: [legalEntitiesOf(call), limit],
  });
  return rows.map(fromHoldRow);
}

const LIST_HOLDS_IN_FORCE = `
  ${SELECT_HOLD}
  where status <> 'released' and (legal_entity is null or legal_entity = any($1::text[]))
  order by placed_at desc, hold_id desc
  limit $2
`;

export async function findHold(
  db: Queryable,
  call: Call,
  id: string,
): Promise<Found<LegalHold> | Absent> {
  const row = await readHold(db, call, id);
  return row ? { kind: 'found', value: fromHoldRow(row) } : { kind: 'absent' };
}

/** Undefined when it is not there, or is one of another legal entity. */
export async function readHold(
  db: Queryable,
  call: Call,
  id: string,
): Promise<HoldRow | undefined> {
  const { rows } = await db.query<HoldRow>({
    name: 'read_legal_hold',
    text: READ_LEGAL_HOLD,
    values: [id, legalEntitiesOf(call)],
  });
  return rows[0];
}

const READ_LEGAL_HOLD = `
  ${SELECT_HOLD}
  where hold_id = $1 and (legal_entity is null or legal_entity = any($2::text[]))
`;
