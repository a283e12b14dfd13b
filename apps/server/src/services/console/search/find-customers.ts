import type { SearchHit } from '@kontor/contracts';
import { prefixQuery, wordsOf } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { cutLine } from '../../wire/cut-text.ts';
import { HITS_MAX } from './group-of.ts';

/** By number, by name, or by an account: all of it or its last four. */
export async function findCustomers(
  db: Queryable,
  { text, entities }: { readonly text: string; readonly entities: readonly string[] },
): Promise<readonly SearchHit[]> {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const account = words.join('');
  const { rows } = await db.query<CustomerRow>({
    text: FIND_CUSTOMERS,
    values: [`(${prefixQuery(words)}) | '=${account}'`, entities, HITS_MAX + 1],
  });
  return rows.map((row) => ({
    kind: 'customer',
    id: row.number,
    title: cutLine(row.name, 300),
    sentence: cutLine(`Customer ${row.number} of ${row.legal_entities.join(', ')}`, 500),
    ...(isByAccount(row, account) && { because: 'The end of an account of theirs' }),
  }));
}

const FIND_CUSTOMERS = `
  select number, min(name) as name, array_agg(distinct entity) as legal_entities,
         array_agg(distinct iban) filter (where iban is not null) as ibans
  from customer
  cross join lateral unnest(legal_entities) as entity
  left join lateral unnest(ibans) as iban on true
  where words @@ $1::tsquery and legal_entities && $2::text[] and entity = any($2::text[])
  group by number
  order by min(name), number
  limit $3
`;

type CustomerRow = {
  readonly number: string;
  readonly name: string;
  readonly legal_entities: readonly string[];
  readonly ibans: readonly string[] | null;
};

function isByAccount({ ibans }: CustomerRow, account: string): boolean {
  return account.length >= 4 && (ibans ?? []).some((iban) => iban.toLowerCase().endsWith(account));
}
