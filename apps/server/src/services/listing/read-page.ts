/**
 * One page of a list, by keyset: a page starts after the last row of the page before, so rows that
 * arrive meanwhile neither shift nor repeat what was shown. Filters that are absent are absent from
 * the statement, so that each combination of filters has a plan of its own.
 */

import type { Page, PageRequest } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { QueryResultRow } from 'pg';

export type Listing = {
  /**
   * Of the prepared statement; the filters in use are added to it. Without a name each statement is
   * planned for the values it has: where one value is rare and another is everywhere.
   */
  readonly name?: string;
  /** From `select` to the last join. */
  readonly select: string;
  /** All must hold; the places of optional ones are kept by `undefined`. */
  readonly conditions: readonly (Condition | undefined)[];
  readonly order: Order;
};

/** Each `$` in the text stands for a value, in their order. */
export type Condition =
  | { readonly sql: string; readonly value: unknown }
  | { readonly sql: string; readonly values: readonly unknown[] };

/** The last key is unique, so that the order is total. */
export type Order = {
  readonly keys: readonly {
    readonly sql: string;
    readonly type: 'timestamptz' | 'date' | 'text' | 'bigint' | 'numeric';
  }[];
  readonly direction: 'asc' | 'desc';
};

/** A condition that stands only when there is a value for it. */
export function filter(sql: string, value: unknown): Condition | undefined {
  return value === undefined ? undefined : { sql, value };
}

export async function readPage<Row extends QueryResultRow>(
  db: Queryable,
  listing: Listing,
  page: PageRequest,
): Promise<Page<Row>> {
  const { text, values } = toStatement(listing, page);
  const { rows } = await db.query<Row & PlacedRow>({
    ...(listing.name !== undefined && { name: `${listing.name}_${filtersInUse(listing, page)}` }),
    text,
    values,
  });
  const items = rows.slice(0, page.size);
  if (rows.length <= page.size) return { items };
  return { items, next: present(items.at(-1), 'a page that has a next one is not empty').place };
}

/** The page with its rows in the form of the contract. */
export function mapPage<Row, Item>(page: Page<Row>, toItem: (row: Row) => Item): Page<Item> {
  return { ...page, items: page.items.map(toItem) };
}

type PlacedRow = { readonly place: string };

/** The conditions that stand, for statements that are no pages; `name` says which they are. */
export function whereOf(conditions: readonly (Condition | undefined)[]): Where {
  const values: unknown[] = [];
  const sql = clausesOf(conditions, (value) => `$${values.push(value)}`).join('\n      and ');
  return { sql, values, name: lettersOf(conditions) };
}

export type Where = {
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly name: string;
};

/** Text of each condition that stands, its values given to `parameter`. */
export function clausesOf(
  conditions: readonly (Condition | undefined)[],
  parameter: (value: unknown) => string,
): string[] {
  return conditions.flatMap((condition) => {
    if (!condition) return [];
    const values = 'values' in condition ? [...condition.values] : [condition.value];
    return [condition.sql.replaceAll(PLACE, () => parameter(values.shift()))];
  });
}

function toStatement({ select, conditions, order }: Listing, { size, after }: PageRequest) {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const clauses = clausesOf(conditions, parameter);
  if (after !== undefined) clauses.push(afterPlace(order, JSON.parse(after), parameter));
  // As text, because a timestamp in a JavaScript value would lose its microseconds.
  const keys = order.keys.map(({ sql }) => `${sql}::text`).join(', ');
  const place = `jsonb_build_array(${keys})::text`;
  const text = `
    ${select.replace('select', `select ${place} as place,`)}
    where ${clauses.join('\n      and ')}
    order by ${order.keys.map(({ sql }) => `${sql} ${order.direction}`).join(', ')}
    limit ${parameter(size + 1)}
  `;
  return { text, values };
}

function afterPlace(
  { keys, direction }: Order,
  place: readonly string[],
  parameter: (value: unknown) => string,
): string {
  const left = keys.map(({ sql }) => sql).join(', ');
  const right = keys.map(({ type }, index) => `${parameter(place[index])}::${type}`).join(', ');
  return `(${left}) ${direction === 'asc' ? '>' : '<'} (${right})`;
}

/** Statements of one name must have one text: `a--d+` names which filters stand, and the page. */
function filtersInUse({ conditions }: Listing, { after }: PageRequest): string {
  return lettersOf(conditions) + (after === undefined ? '' : '+');
}

function lettersOf(conditions: Listing['conditions']): string {
  return conditions.map((condition, index) => (condition ? LETTERS[index] : '-')).join('');
}

/** A JSON path begins with `$.`, and is no place for a value. */
const PLACE = /\$(?!\.)/g;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
