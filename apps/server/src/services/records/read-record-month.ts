/** The records of one month by what keeps them, and what each legal hold keeps of it. */

import type { RecordMonth } from '@kontor/contracts';
import type { Clock, Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import { readAsOf } from '../../retention/as-of.ts';
import {
  coveredBy,
  RECORD_STANDINGS,
  standingValues,
  type RecordStanding,
} from '../../retention/record-standing.ts';
import type { RecordTerms } from '../../retention/record-terms.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { toMoneyWireOrNone } from '../wire/to-money-wire.ts';
import { scopeOf, tellScope, type HoldScopeRow } from './hold-row.ts';
import { daysOf, monthSpan } from './month-span.ts';

export type RecordMonthOptions = {
  readonly pool: Queryable;
  readonly clock: Clock;
  readonly recordTerms: RecordTerms;
};

export async function readRecordMonth(
  { pool, clock, recordTerms: terms }: RecordMonthOptions,
  call: Call,
  month: string,
): Promise<RecordMonth> {
  const span = monthSpan(month);
  const legalEntities = legalEntitiesOf(call);
  const asOf = await readAsOf(pool, clock.now());
  const groups: GroupRow[] = [];
  // A day at a time: no statement is long, and none keeps PostgreSQL from clearing up meanwhile.
  for (const day of daysOf(month)) {
    const { rows } = await pool.query<GroupRow>({
      name: 'read_record_day',
      text: READ_RECORD_DAY,
      values: [...standingValues({ ...day, legalEntities, asOf, terms })],
    });
    groups.push(...rows);
  }
  const holds = await pool.query<HoldCountRow>({
    name: 'read_holds_of_month',
    text: READ_HOLDS_OF_MONTH,
    values: [span.from, span.to, legalEntities, HOLDS_MAX],
  });
  return { month, asOf, groups: addedUp(groups).map(toGroup), holds: holds.rows.map(toHold) };
}

/** One row for each legal entity, standing and currency, in their order. */
function addedUp(rows: readonly GroupRow[]): GroupRow[] {
  const sums = new Map<string, GroupRow>();
  for (const row of rows) {
    const name = `${row.legal_entity} ${row.standing} ${row.currency ?? ''}`;
    const sum = sums.get(name);
    sums.set(name, sum ? plus(sum, row) : row);
  }
  return [...sums].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
}

/** `later` is of a later day. */
function plus(sum: GroupRow, later: GroupRow): GroupRow {
  return {
    ...sum,
    count: sum.count + later.count,
    minor: String(BigInt(sum.minor ?? 0) + BigInt(later.minor ?? 0)),
    newest_at: later.newest_at,
  };
}

const READ_RECORD_DAY = `
  select legal_entity, standing, currency, count(*)::integer as count,
    sum(amount_minor)::text as minor, min(accepted_at) as oldest_at, max(accepted_at) as newest_at
  from (${RECORD_STANDINGS}) as record
  group by legal_entity, standing, currency
`;

type GroupRow = {
  readonly legal_entity: string;
  readonly standing: RecordStanding;
  readonly currency: string | null;
  readonly count: number;
  readonly minor: string | null;
  readonly oldest_at: Instant;
  readonly newest_at: Instant;
};

function toGroup(row: GroupRow): RecordMonth['groups'][number] {
  const total = toMoneyWireOrNone(row.minor, row.currency);
  return {
    legalEntity: row.legal_entity,
    standing: row.standing,
    count: row.count,
    oldestAt: row.oldest_at,
    newestAt: row.newest_at,
    ...(total && { total }),
  };
}

const READ_HOLDS_OF_MONTH = `
  select hold.hold_id, hold.reference, hold.legal_entity, hold.process, hold.customer,
    hold.accepted_from, hold.accepted_to, count(*)::integer as count
  from transaction as record
  join legal_hold as hold on ${coveredBy('hold', 'record')}
  where record.accepted_at >= $1 and record.accepted_at < $2
    and record.legal_entity = any($3::text[])
  group by hold.hold_id
  order by count desc, hold.hold_id
  limit $4
`;

type HoldCountRow = HoldScopeRow & {
  readonly hold_id: string;
  readonly reference: string;
  readonly count: number;
};

function toHold(row: HoldCountRow): RecordMonth['holds'][number] {
  const { hold_id: hold, reference, count } = row;
  return { hold, reference, sentence: tellScope(scopeOf(row)), count };
}

/** More holds than a page of them. */
const HOLDS_MAX = 500;
