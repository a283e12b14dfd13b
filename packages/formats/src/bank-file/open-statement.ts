/** What is summed up of a statement while its entries pass, and the money of amounts as text. */

import type { StatementHeader } from '@kontor/canon';
import { fromDecimal, parseCurrency, present, type CurrencyCode, type Money } from '@kontor/kernel';

/** Sums of the booked entries, and of all of them for control totals, in minor units. */
export type OpenStatement = {
  readonly header: StatementHeader;
  readonly entryCount: number;
  /** Of the first entry. */
  readonly currency: CurrencyCode | undefined;
  readonly isOneCurrency: boolean;
  readonly booked: Totals;
  readonly all: Totals;
};

export type Totals = {
  readonly creditCount: number;
  readonly debitCount: number;
  readonly credits: bigint;
  readonly debits: bigint;
};

/** Of a part that a reader told: its currency is known and its amount exact. */
export function moneyOf({
  amount,
  currency,
}: {
  readonly amount: string;
  readonly currency: string;
}): Money {
  const known = present(parseCurrency(currency), 'readers give currencies of ISO 4217');
  return present(fromDecimal(amount, known), 'readers give exact amounts');
}
