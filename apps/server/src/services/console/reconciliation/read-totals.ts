import type { Reconciliation } from '@kontor/contracts';
import { currency, money, toDecimal } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/** What is left on both sides, per currency; what is to be paid back is taken off what is owed. */
export async function readTotals(
  db: Queryable,
  scope: {
    readonly legalEntities: readonly string[];
    readonly today: string;
    readonly readsBank: boolean;
  },
): Promise<Reconciliation['totals']> {
  const { rows } = await db.query<TotalRow>({
    name: 'console_reconciliation_totals',
    text: READ_TOTALS,
    values: [scope.legalEntities, scope.today],
  });
  return rows.map((row) => ({
    currency: row.currency,
    ...(scope.readsBank && { unmatched: sideOf(row, row.lines, row.lines_minor) }),
    openItems: sideOf(row, row.items, row.items_minor),
    overdue: sideOf(row, row.overdue, row.overdue_minor),
  }));
}

function sideOf({ currency: code }: TotalRow, count: string | null, minor: string | null) {
  return {
    count: Number.parseInt(count ?? '0', 10),
    open: toDecimal(money(BigInt(minor ?? '0'), currency(code))),
  };
}

const READ_TOTALS = `
  with line as (
    select currency, count(*) as lines, sum(amount_minor - claimed_minor) as lines_minor
    from bank_entry
    where legal_entity = any($1::text[]) and booked and direction = 'credit'
      and match_status in ('new', 'open', 'partly')
    group by currency
  ), item as (
    select currency, count(*) as items, sum(amount_minor - claimed_minor) as items_minor,
      count(*) filter (where due_day < $2 and amount_minor > 0) as overdue,
      sum(amount_minor - claimed_minor) filter (where due_day < $2 and amount_minor > 0)
        as overdue_minor
    from open_item
    where legal_entity = any($1::text[]) and status in ('open', 'partly')
    group by currency
  )
  select currency, lines, lines_minor, items, items_minor, overdue, overdue_minor
  from line full join item using (currency)
  order by currency
`;

type TotalRow = {
  readonly currency: string;
  readonly lines: string | null;
  readonly lines_minor: string | null;
  readonly items: string | null;
  readonly items_minor: string | null;
  readonly overdue: string | null;
  readonly overdue_minor: string | null;
};
