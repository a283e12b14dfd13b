import type { Reconciliation } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';

/** Receipts booked in a period: matched by rules alone, touched by a person, left, sent back. */
export async function readTouchless(
  db: Queryable,
  legalEntities: readonly string[],
  period: { readonly from: string; readonly to: string },
): Promise<NonNullable<Reconciliation['touchless']>> {
  const { rows } = await db.query<TouchlessRow>({
    name: 'console_touchless',
    text: READ_TOUCHLESS,
    values: [legalEntities, period.from, period.to],
  });
  const count = (name: keyof TouchlessRow) => Number.parseInt(rows[0]?.[name] ?? '0', 10);
  return {
    ...period,
    receipts: count('receipts'),
    byRule: count('by_rule'),
    byPerson: count('by_person'),
    unmatched: count('unmatched'),
    returned: count('returned'),
  };
}

/** Answered from its index alone. */
const READ_TOUCHLESS = `
  select count(*) as receipts,
    count(*) filter (where match_status = 'matched' and not by_person) as by_rule,
    count(*) filter (where match_status = 'matched' and by_person) as by_person,
    count(*) filter (where match_status in ('new', 'open', 'partly')) as unmatched,
    count(*) filter (where match_status = 'returned') as returned
  from bank_entry
  where legal_entity = any($1::text[]) and booking_day between $2 and $3
    and booked and direction = 'credit' and match_status <> 'none'
`;

type TouchlessRow = Readonly<
  Record<'receipts' | 'by_rule' | 'by_person' | 'unmatched' | 'returned', string>
>;
