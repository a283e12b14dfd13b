/** What was accepted today and what became of it: per process and currency, each with its list. */

import type { ControlTotals, Overview, OverviewTotal } from '@kontor/contracts';
import { currency, fromDecimal, present, type Instant } from '@kontor/kernel';
import { toTotals, type TotalRow } from '../../governance/read-control-totals.ts';
import { toMoneyWire } from '../../wire/to-money-wire.ts';

type Row = ControlTotals['rows'][number];

export type TotalsFacts = {
  /** Of the caller's legal entities. */
  readonly rows: readonly TotalRow[];
  readonly asOf: Instant;
  readonly from: Instant;
  readonly titleOf: (process: string) => string;
};

export function tellTotals({
  rows,
  asOf,
  from,
  titleOf,
}: TotalsFacts): NonNullable<Overview['totals']> {
  const perEntity = toTotals(rows);
  const groups = Map.groupBy(perEntity, (row) => [row.process, row.currency].join('\n'));
  const told = [...groups.values()]
    .map((group) => toTotal(group, { from, titleOf }))
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return { asOf, from, rows: told, balanced: perEntity.every(({ balanced }) => balanced) };
}

function placeOf({ process, currency: code }: OverviewTotal): string {
  return `${process} ${code}`;
}

function toTotal(
  group: readonly Row[],
  { from, titleOf }: Pick<TotalsFacts, 'from' | 'titleOf'>,
): OverviewTotal {
  const [{ process, currency: code }] = [present(group[0], 'a group has a row')];
  const sum = (state: string | undefined, ...parts: readonly Part[]) => {
    const totals = group.flatMap((row) => parts.map((part) => row[part]));
    const minor = totals.reduce((total, { amount }) => total + minorOf(amount, code), 0n);
    return {
      count: totals.reduce((total, { count }) => total + count, 0),
      worth: code === NO_CURRENCY ? [] : [toMoneyWire(minor, code)],
      opens: {
        place: 'transactions' as const,
        search: { process, currency: code, from, ...(state !== undefined && { state }) },
      },
    };
  };
  return {
    process,
    title: titleOf(process),
    currency: code,
    accepted: sum(undefined, 'accepted'),
    working: sum('working', 'working'),
    waiting: sum('waiting', 'waiting', 'parked'),
    done: sum('done', 'done'),
    refused: sum('refused', 'refused', 'cancelled', 'takenBack'),
    balanced: group.every(({ balanced }) => balanced),
  };
}

type Part = Exclude<keyof Row, 'process' | 'legalEntity' | 'currency' | 'balanced'>;

function minorOf(amount: string, code: string): bigint {
  if (code === NO_CURRENCY) return 0n;
  return present(fromDecimal(amount, currency(code)), 'totals are exact').minor;
}

/** Of what has no currency, and is worth nothing. */
const NO_CURRENCY = 'XXX';
