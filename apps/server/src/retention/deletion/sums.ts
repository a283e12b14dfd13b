/**
 * Control totals of records: what a request means, what went so far, and what a certificate says.
 * Kept as they are added up, in minor units as text.
 */

import type { RecordSums } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';
import { toMoneyWireOrNone } from '../../services/wire/to-money-wire.ts';

export type Sums = {
  readonly records: number;
  /** Of these, accepted in other months: they go with what they explain. */
  readonly ofOtherMonths: number;
  readonly totals: readonly CurrencySum[];
  readonly oldestAt?: Instant;
  readonly newestAt?: Instant;
};

/** Without a currency: of documents without an amount. */
export type CurrencySum = {
  readonly currency: string | null;
  readonly count: number;
  readonly minor: string | null;
};

export const NO_SUMS: Sums = { records: 0, ofOtherMonths: 0, totals: [] };

export type SumRow = CurrencySum & {
  readonly ofOtherMonths: number;
  readonly oldestAt: Instant;
  readonly newestAt: Instant;
};

/** The columns of a `SumRow`, of a relation `gone`; the month is a parameter. */
export function selectSums(month: string): string {
  return `
    select currency, count(*)::integer as count, sum(amount_minor)::text as minor,
      (count(*) filter (where to_char(accepted_at at time zone 'utc', 'YYYY-MM') <> ${month})
        )::integer as "ofOtherMonths",
      min(accepted_at) as "oldestAt", max(accepted_at) as "newestAt"
    from gone
    group by currency`;
}

export function plusRows(sums: Sums, rows: readonly SumRow[]): Sums {
  return rows.reduce(plusRow, sums);
}

function plusRow(sums: Sums, row: SumRow): Sums {
  const { currency, count, minor } = row;
  const before = sums.totals.find((total) => total.currency === currency);
  const total: CurrencySum = {
    currency,
    count: count + (before?.count ?? 0),
    minor: minor === null ? null : String(BigInt(minor) + BigInt(before?.minor ?? 0)),
  };
  const others = sums.totals.filter((each) => each !== before);
  return {
    records: sums.records + count,
    ofOtherMonths: sums.ofOtherMonths + row.ofOtherMonths,
    totals: [...others, total].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1)),
    oldestAt: earlier(sums.oldestAt, row.oldestAt),
    newestAt: later(sums.newestAt, row.newestAt),
  };
}

function nameOf({ currency }: CurrencySum): string {
  return currency ?? '';
}

function earlier(left: Instant | undefined, right: Instant): Instant {
  return left !== undefined && left < right ? left : right;
}

function later(left: Instant | undefined, right: Instant): Instant {
  return left !== undefined && left > right ? left : right;
}

export function toSumsWire({ totals, ...sums }: Sums): RecordSums {
  return {
    records: sums.records,
    ofOtherMonths: sums.ofOtherMonths,
    totals: totals.map(({ currency, count, minor }) => {
      const total = toMoneyWireOrNone(minor, currency);
      return { count, ...(total && { total }) };
    }),
    ...(sums.oldestAt !== undefined && { oldestAt: sums.oldestAt }),
    ...(sums.newestAt !== undefined && { newestAt: sums.newestAt }),
  };
}
