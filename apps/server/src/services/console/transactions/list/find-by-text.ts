/**
 * The transactions that a text finds: by words of number, party and customer, by the customer's
 * name in the master data, and by the document numbers of other systems.
 *
 * Few are told by their ids, so that the list is read from them; of many it is enough to say how a
 * row is recognised, because the newest are found quickly. PostgreSQL cannot know which it will be:
 * it has no statistics of the beginnings of words.
 */

import { prefixQuery, wordsOf } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Condition } from '../../../listing/read-page.ts';

/** The condition that the text makes of a list; one that never holds when it has no words. */
export async function findByText(
  db: Queryable,
  text: string,
  legalEntities: readonly string[],
): Promise<Condition> {
  const words = wordsOf(text);
  if (words.length === 0) return { sql: 'false', values: [] };
  const query = prefixQuery(words);
  const [customers, documents] = await Promise.all([
    readCustomers(db, query, legalEntities),
    readDocuments(db, text.trim()),
  ]);
  const { rows } = await db.query<{ readonly transaction_id: string }>({
    text: FIND_BY_TEXT,
    values: [query, customers, documents, FEW_MAX + 1],
  });
  if (rows.length > FEW_MAX) return { sql: IS_FOUND, values: [query, customers, documents] };
  const ids = rows.map(({ transaction_id }) => transaction_id);
  return { sql: 'transaction.transaction_id = any($::text[])', value: ids };
}

async function readCustomers(
  db: Queryable,
  query: string,
  legalEntities: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await db.query<{ readonly number: string }>({
    text: READ_CUSTOMERS,
    values: [query, legalEntities],
  });
  return rows.map(({ number }) => number);
}

async function readDocuments(db: Queryable, text: string): Promise<readonly string[]> {
  if (text.length < REFERENCE_CHARACTERS_MIN) return [];
  const { rows } = await db.query<{ readonly transaction_id: string }>({
    text: READ_DOCUMENTS,
    values: [`${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`],
  });
  return rows.map(({ transaction_id }) => transaction_id);
}

const IS_FOUND = `(transaction.words @@ $::tsquery or transaction.customer = any($::text[])
    or transaction.transaction_id = any($::text[]))`;
const FIND_BY_TEXT = `
  select transaction_id
  from transaction
  where words @@ $1::tsquery or customer = any($2::text[]) or transaction_id = any($3::text[])
  limit $4
`;
const READ_CUSTOMERS = `
  select distinct number
  from customer
  where words @@ $1::tsquery and legal_entities && $2::text[]
  limit 200
`;
const READ_DOCUMENTS = `
  select transaction_id
  from delivery
  where external_reference like $1 and transaction_id is not null
  limit 200
`;
/** A page of the few is read by id in some milliseconds; of more, the list is read in its order. */
export const FEW_MAX = 2_000;
/** Shorter ones begin half of all document numbers. */
const REFERENCE_CHARACTERS_MIN = 4;
