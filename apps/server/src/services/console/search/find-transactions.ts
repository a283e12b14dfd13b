/** Transactions by number, party, document, correlation id, amount, or the id of anything. */

import type { SearchHit } from '@kontor/contracts';
import {
  fromDecimal,
  parseCurrency,
  searchWords,
  wordsOf,
  type CurrencyCode,
} from '@kontor/kernel';
import { readPage } from '../../listing/read-page.ts';
import { findByText } from '../transactions/list/find-by-text.ts';
import { KIND_WORDS } from '../transactions/kind-of-transaction.ts';
import { readRows, type ConsoleRow } from '../transactions/rows/read-rows.ts';
import { toRow } from '../transactions/rows/to-row.ts';
import { findMarked } from './find-marked.ts';
import { findTransactionOf } from './find-transaction-of.ts';
import { HITS_MAX } from './group-of.ts';
import type { TypedAmount } from './read-amount.ts';
import type { SearchOptions } from './search-service.ts';

type Asked = { readonly text: string; readonly entities: readonly string[] };

export async function findTransactions(
  options: SearchOptions,
  { text, entities }: Asked,
): Promise<readonly SearchHit[]> {
  const { pool: db } = options;
  const named = await findTransactionOf(db, text);
  const ids = named === undefined ? await findIds(options, { text, entities }) : [named];
  const rows = await readRows(db, ids, entities);
  // The number that was typed as a whole comes before those that only begin like it.
  const [whole, others] = [rows.filter(isMeant(text)), rows.filter((row) => !isMeant(text)(row))];
  return [...whole, ...others].map((row) => toHit(options, row, text));
}

function isMeant(text: string): (row: ConsoleRow) => boolean {
  const words = wordsOf(text);
  return ({ number }) => {
    const own = searchWords(number);
    return words.every((word) => own.includes(word));
  };
}

/** Amounts are the same when they are in their own currency: 1250.00 is 1250 in yen. */
export async function findTransactionsByAmount(
  options: SearchOptions,
  entities: readonly string[],
  amount: TypedAmount,
): Promise<readonly SearchHit[]> {
  const words = minorsOf(amount).map((minor) => `=${minor}`);
  const found = await findMarked(options.pool, words, entities);
  const same = found.filter(
    ({ amount_minor, currency }) =>
      currency !== null &&
      (amount.currency === undefined || amount.currency === currency) &&
      minorOf(amount, currency) === amount_minor?.replace('-', ''),
  );
  const ids = same.slice(0, HITS_MAX + 1).map(({ transaction_id }) => transaction_id);
  const rows = await readRows(options.pool, ids, entities);
  return rows.map((row) => toHit(options, row));
}

async function findIds({ pool: db }: SearchOptions, { text, entities }: Asked) {
  const correlated = CORRELATION_ID.test(text)
    ? await findMarked(db, [`#${text.toLowerCase()}`], entities)
    : [];
  const { items } = await readPage<{ readonly transaction_id: string }>(
    db,
    {
      select: 'select transaction.transaction_id from transaction',
      conditions: [
        { sql: 'transaction.legal_entity = any($::text[])', value: entities },
        await findByText(db, text, entities),
      ],
      order: NEWEST_FIRST,
    },
    { size: HITS_MAX + 1 },
  );
  const ids = [...correlated, ...items].map(({ transaction_id }) => transaction_id);
  return [...new Set(ids)].slice(0, HITS_MAX + 1);
}

function toHit(options: SearchOptions, stored: ConsoleRow, text?: string): SearchHit {
  const row = toRow(stored, options);
  const document = text === undefined ? undefined : documentLike(stored, text);
  return {
    kind: 'transaction',
    id: row.id,
    title: `${KIND_WORDS[row.kind]} ${row.number}`,
    sentence: [row.party ?? row.customer, row.standing].filter(Boolean).join(' · '),
    state: row.state,
    at: row.acceptedAt,
    transaction: row.id,
    ...(row.amount && { amount: row.amount }),
    ...(document !== undefined && { because: `Document ${document}` }),
  };
}

/** The number in another system that was typed. */
function documentLike({ confirmed }: ConsoleRow, text: string): string | undefined {
  const numbers = Object.values(confirmed ?? {}).map(({ externalReference }) => externalReference);
  return numbers.find((number) => number?.startsWith(text))?.slice(0, 200);
}

/** In minor units, for every number of decimals that a currency may have. */
export function minorsOf(amount: TypedAmount): readonly string[] {
  const codes = amount.currency === undefined ? SAMPLE_CURRENCIES : [amount.currency];
  return [...new Set(codes.flatMap((code) => minorOf(amount, code) ?? []))];
}

function minorOf({ decimal }: TypedAmount, code: string): string | undefined {
  const currency: CurrencyCode | undefined = parseCurrency(code);
  return currency && fromDecimal(decimal, currency)?.minor.toString();
}

const CORRELATION_ID = /^[A-Za-z0-9._:-]{8,64}$/;
/** With no, two and three decimals. */
const SAMPLE_CURRENCIES = ['EUR', 'JPY', 'KWD'];
const NEWEST_FIRST = {
  keys: [
    { sql: 'transaction.accepted_at', type: 'timestamptz' },
    { sql: 'transaction.transaction_id', type: 'text' },
  ],
  direction: 'desc',
} as const;
