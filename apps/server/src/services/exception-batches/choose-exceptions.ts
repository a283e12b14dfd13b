/**
 * What a filter chooses now: the exceptions in the order in which they were opened, which is the
 * order of each customer's documents, and what they are worth.
 */

import { currency, money, type Instant, type Money } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../gateway/services.ts';
import { exceptionConditions, type ExceptionFilters } from '../exceptions/exception-conditions.ts';
import { whereOf } from '../listing/read-page.ts';
import { toMoneyWire, type MoneyWire } from '../wire/to-money-wire.ts';

export type Chosen = {
  readonly exceptions: readonly { readonly id: string; readonly legalEntity: string }[];
  /** Signed as the documents are, as the queue shows it. */
  readonly totals: readonly MoneyWire[];
  /** Whatever their sign: what a mistake could cost. */
  readonly worth: readonly Money[];
};

export async function chooseExceptions(
  db: Queryable,
  call: Call,
  filters: ExceptionFilters,
  now: Instant,
): Promise<Chosen> {
  const where = whereOf(exceptionConditions(call, { ...filters, status: 'open' }, now));
  const { rows } = await db.query<ChosenRow>({
    name: `choose_exceptions_${where.name}`,
    text: `${CHOOSE_EXCEPTIONS} where ${where.sql}
      order by exception.opened_at, exception.exception_id limit ${ITEMS_MAX + 1}`,
    values: [...where.values],
  });
  const sums = new Map<string, { signed: bigint; whole: bigint }>();
  for (const { currency: code, amount_minor } of rows) {
    if (code === null || amount_minor === null) continue;
    const minor = BigInt(amount_minor);
    const sum = sums.get(code) ?? { signed: 0n, whole: 0n };
    sums.set(code, {
      signed: sum.signed + minor,
      whole: sum.whole + (minor < 0n ? -minor : minor),
    });
  }
  const byCode = [...sums].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    exceptions: rows.map((row) => ({ id: row.exception_id, legalEntity: row.legal_entity })),
    totals: byCode.map(([code, { signed }]) => toMoneyWire(signed, code)),
    worth: byCode.map(([code, { whole }]) => money(whole, currency(code))),
  };
}

const CHOOSE_EXCEPTIONS = `
  select exception.exception_id, exception.legal_entity, exception.amount_minor,
         exception.currency
  from exception
  left join transaction on transaction.transaction_id = exception.transaction_id
`;

type ChosenRow = {
  readonly exception_id: string;
  readonly legal_entity: string;
  readonly amount_minor: string | null;
  readonly currency: string | null;
};

/** An hour's work at three a second; more than that is chosen in parts. */
export const ITEMS_MAX = 10_000;
