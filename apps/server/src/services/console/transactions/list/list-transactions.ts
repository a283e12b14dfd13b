/**
 * One page of the list. First the ids, by indexes alone; then the rows of that page with what each
 * waits for; beside them, on the first page, how many there are.
 */

import type { listConsoleTransactions as contract, PageRequest } from '@kontor/contracts';
import { TOTAL_COUNTED_MAX, type ConsoleTransactions } from '@kontor/contracts';
import { fromDecimal, parseCurrency, type Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { TransactionsFound } from '../../../../gateway/console-services.ts';
import type { Call, FiltersOf } from '../../../../gateway/services.ts';
import { countRows } from '../../../listing/count-rows.ts';
import { filter, readPage, type Condition } from '../../../listing/read-page.ts';
import { legalEntitiesOf } from '../../../wire/legal-entities-of.ts';
import { IS_OF_KIND } from '../kind-of-transaction.ts';
import { UNDER_WAY, whereLate } from '../rows/late-after.ts';
import { readRows } from '../rows/read-rows.ts';
import { whereState } from '../rows/state-of-row.ts';
import { toRow, type Wording } from '../rows/to-row.ts';
import { FEW_MAX, findByText } from './find-by-text.ts';
import { readChoices } from './read-choices.ts';

type Filters = FiltersOf<typeof contract>;
type Reading = Wording & { readonly pool: Queryable };

export async function listTransactions(
  reading: Reading,
  call: Call,
  filters: Filters,
  page: PageRequest,
): Promise<TransactionsFound> {
  const { pool: db } = reading;
  const amounts = amountConditions(filters);
  if ('errors' in amounts) return { kind: 'unacceptable', errors: amounts.errors };
  const entities = legalEntitiesOf(call);
  const conditions = [
    { sql: 'transaction.legal_entity = any($::text[])', value: entities },
    ...(await plainConditions(reading, filters, entities)),
    ...amounts.conditions,
  ];
  const [ids, first] = await Promise.all([
    readPage<{ readonly transaction_id: string }>(
      db,
      { select: SELECT_IDS, conditions, order: orderOf(filters) },
      page,
    ),
    page.after === undefined ? firstPage(reading, call, conditions, totalMaxOf(filters)) : {},
  ]);
  const rows = await readRows(
    db,
    ids.items.map(({ transaction_id }) => transaction_id),
    entities,
  );
  const items = rows.map((row) => toRow(row, reading));
  const value = { items, ...(ids.next !== undefined && { next: ids.next }) };
  return { kind: 'found', page: value, ...first };
}

async function firstPage(
  { pool, catalogue }: Reading,
  call: Call,
  conditions: readonly Condition[],
  totalMax: number,
): Promise<Pick<ConsoleTransactions, 'total' | 'choices'>> {
  const [total, choices] = await Promise.all([
    countRows(pool, 'transaction', conditions, totalMax),
    readChoices({ db: pool, catalogue }, legalEntitiesOf(call)),
  ]);
  return { total, choices };
}

/** Of what a text finds, the documents themselves are read to count them: that many and no more. */
function totalMaxOf({ text }: Filters): number {
  return text === undefined ? TOTAL_COUNTED_MAX : FEW_MAX;
}

async function plainConditions(
  { pool, catalogue, clock }: Reading,
  filters: Filters,
  entities: readonly string[],
): Promise<readonly Condition[]> {
  const isUnfinishedOnly = filters.sort === 'oldest-unfinished';
  const optional = [
    filters.text === undefined ? undefined : await findByText(pool, filters.text, entities),
    filters.kind && { sql: IS_OF_KIND[filters.kind], values: [] },
    filter('transaction.process = $', filters.process),
    filter('transaction.legal_entity = $', filters.legalEntity),
    filter('transaction.customer = $', filters.customer),
    filter('transaction.application_id = $', filters.application),
    filter('transaction.currency = $', filters.currency),
    filter('transaction.accepted_at >= $::timestamptz', filters.from),
    filter('transaction.accepted_at < $::timestamptz', filters.to),
    isUnfinishedOnly ? { sql: UNDER_WAY, values: [] } : undefined,
  ];
  return [
    ...optional.filter((condition) => condition !== undefined),
    ...whereState(filters.state),
    ...(filters.late === true ? whereLate(catalogue, clock.now()) : []),
  ];
}

/** Amounts of different currencies are not compared: a hundred yen are no hundred euro. */
function amountConditions({
  currency: code,
  amountFrom,
  amountTo,
}: Filters): { readonly conditions: readonly Condition[] } | { readonly errors: Defect[] } {
  if (amountFrom === undefined && amountTo === undefined) return { conditions: [] };
  const currency = code === undefined ? undefined : parseCurrency(code);
  if (currency === undefined) return { errors: [CURRENCY_NEEDED] };
  const bounds = [
    { text: amountFrom, at: '/amountFrom', sql: 'abs(transaction.amount_minor) >= $::numeric' },
    { text: amountTo, at: '/amountTo', sql: 'abs(transaction.amount_minor) <= $::numeric' },
  ];
  const conditions: Condition[] = [];
  const errors: Defect[] = [];
  for (const { text, at, sql } of bounds) {
    if (text === undefined) continue;
    const amount = fromDecimal(text, currency);
    if (amount) conditions.push({ sql, value: amount.minor.toString() });
    else errors.push({ code: 'not_an_amount', at, detail: `It is no amount in ${currency}.` });
  }
  return errors.length > 0 ? { errors } : { conditions };
}

function orderOf({ sort }: Filters) {
  const keys = [
    { sql: 'transaction.accepted_at', type: 'timestamptz' },
    { sql: 'transaction.transaction_id', type: 'text' },
  ] as const;
  return { keys, direction: sort === 'oldest-unfinished' ? 'asc' : 'desc' } as const;
}

const SELECT_IDS = 'select transaction.transaction_id from transaction';
const CURRENCY_NEEDED: Defect = {
  code: 'currency_needed',
  at: '/currency',
  detail: 'Say in which currency the amounts are.',
};
