/**
 * Control totals (guarantee G10): what came in against what became of it, per process, legal entity
 * and currency, from one snapshot. What came in is counted by the streams, which nobody can change;
 * what became of it by the states. A transaction whose stream has no beginning unbalances its row.
 */

import type { ControlTotals, getControlTotals as contract } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import type { TransactionStatus } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import type { Static } from 'typebox';
import type { Call } from '../../gateway/services.ts';
import { clausesOf, filter, type Condition } from '../listing/read-page.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { toMoneyWire } from '../wire/to-money-wire.ts';

type Row = ControlTotals['rows'][number];

export async function readControlTotals(
  db: Queryable,
  call: Call,
  filters: Static<(typeof contract)['query']>,
): Promise<ControlTotals> {
  const { text, values, name } = toStatement(call, filters);
  const { rows } = await db.query<TotalRow & { readonly as_of: Instant }>({ name, text, values });
  const asOf = rows[0]?.as_of ?? (await readNow(db));
  return { asOf, rows: toTotals(rows) };
}

/** The rows of the contract from those of the statement, each sum in its currency. */
export function toTotals(rows: readonly TotalRow[]): ControlTotals['rows'] {
  return [...Map.groupBy(rows, keyOf).values()].map(toRow);
}

const SELECT_TOTALS = `
  select now() as as_of, counted.process, counted.legal_entity, counted.status,
         coalesce(counted.currency, 'XXX') as currency,
         count(*)::integer as count, coalesce(sum(counted.amount_minor), 0)::text as minor,
         count(accepted.transaction_id)::integer as accepted_count,
         coalesce(sum(counted.amount_minor)
           filter (where accepted.transaction_id is not null), 0)::text as accepted_minor
  from counted
  left join transaction_message as accepted
    on accepted.transaction_id = counted.transaction_id and accepted.position = 1
      and accepted.transaction_id >= (select min(transaction_id) from counted)
      and accepted.transaction_id <= (select max(transaction_id) from counted)
  group by counted.process, counted.legal_entity, counted.currency, counted.status
  order by counted.process, counted.legal_entity, counted.currency
`;

/** What stands at one status. */
export type StatusTotalRow = {
  readonly process: string;
  readonly legal_entity: string;
  /** What was cancelled is told apart only where documents are read. */
  readonly status: TransactionStatus | 'cancelled';
  readonly currency: string;
  readonly count: number;
  readonly minor: string;
};

export type TotalRow = StatusTotalRow & {
  /** Of these, the ones whose stream has a beginning. */
  readonly accepted_count: number;
  readonly accepted_minor: string;
};

function toStatement(call: Call, filters: Static<(typeof contract)['query']>) {
  const conditions: readonly (Condition | undefined)[] = [
    { sql: 'transaction.legal_entity = any($::text[])', value: legalEntitiesOf(call) },
    filter('transaction.process = $', filters.process),
    filter('transaction.legal_entity = $', filters.legalEntity),
    filter('transaction.accepted_at >= $::timestamptz', filters.from),
    filter('transaction.accepted_at < $::timestamptz', filters.to),
  ];
  const values: unknown[] = [];
  const clauses = clausesOf(conditions, (value) => `$${values.push(value)}`);
  // The stream is cut by the month, by these ids: between the first and the last of them lie the
  // months that are looked into.
  const text = `
    with counted as materialized (
      select transaction_id, process, legal_entity, currency, amount_minor,
             case when status = 'refused' and state -> 'ending' ->> 'code' = 'cancelled'
                  then 'cancelled' else status end as status
      from transaction
      where ${clauses.join('\n        and ')}
    )
    ${SELECT_TOTALS}
  `;
  const name = `read_control_totals_${conditions.map((condition) => (condition ? 1 : 0)).join('')}`;
  return { text, values, name };
}

function keyOf({ process, legal_entity, currency }: TotalRow): string {
  return [process, legal_entity, currency].join('\n');
}

function toRow(group: readonly TotalRow[]): Row {
  const [{ process, legal_entity: legalEntity, currency } = EMPTY] = group;
  const totalOf = (status: StatusTotalRow['status']) => {
    const row = group.find((candidate) => candidate.status === status);
    return { count: row?.count ?? 0, amount: amountOf(row?.minor ?? '0', currency) };
  };
  const acceptedCount = group.reduce((count, row) => count + row.accepted_count, 0);
  const acceptedMinor = group.reduce((minor, row) => minor + BigInt(row.accepted_minor), 0n);
  const count = group.reduce((sum, row) => sum + row.count, 0);
  const minor = group.reduce((sum, row) => sum + BigInt(row.minor), 0n);
  return {
    process,
    legalEntity,
    currency,
    accepted: { count: acceptedCount, amount: amountOf(acceptedMinor, currency) },
    working: totalOf('working'),
    waiting: totalOf('waiting'),
    parked: totalOf('parked'),
    done: totalOf('done'),
    refused: totalOf('refused'),
    cancelled: totalOf('cancelled'),
    takenBack: totalOf('taken_back'),
    balanced: count === acceptedCount && minor === acceptedMinor,
  };
}

/** ISO 4217 has XXX for what has no currency: such transactions are counted and worth nothing. */
function amountOf(minor: string | bigint, currency: string): string {
  return currency === NO_CURRENCY ? '0' : toMoneyWire(minor, currency).amount;
}

async function readNow(db: Queryable): Promise<Instant> {
  const { rows } = await db.query<{ as_of: Instant }>({ name: 'read_now', text: READ_NOW });
  return (rows[0] ?? EMPTY).as_of;
}

const READ_NOW = 'select now() as as_of';
const NO_CURRENCY = 'XXX';
/** Stands for the first row of a group, which every group has. */
const EMPTY = {
  process: '',
  legal_entity: '',
  currency: NO_CURRENCY,
  as_of: '1970-01-01T00:00:00.000Z' as Instant,
};
