import type { BankingDay } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Span } from './span.ts';

export type ReceiptRow = {
  readonly day: BankingDay;
  readonly became: 'by_rules' | 'by_people' | 'returned' | 'open';
  /** Of those by rules. */
  readonly rule: string | null;
  readonly receipts: number;
};

/** Receipts by booking day, by what became of them and by the rule that matched them. */
export async function readReceiptDays(
  db: Queryable,
  { firstDay, lastDay, legalEntities }: Span,
): Promise<readonly ReceiptRow[]> {
  const { rows } = await db.query<ReceiptRow>({
    name: 'read_receipt_days',
    text: READ_RECEIPT_DAYS,
    values: [legalEntities, firstDay, lastDay],
  });
  return rows;
}

export const READ_RECEIPT_DAYS = `
  with receipt as (
    select entry.booking_day as day,
           case when entry.match_status = 'returned' then 'returned'
                when entry.match_status <> 'matched' then 'open'
                when made.by_person then 'by_people'
                else 'by_rules' end as became,
           made.rule
    from bank_entry as entry
    left join lateral (
      select bool_or(match.rule = 'person') as by_person, min(match.rule) as rule
      from match
      where match.bank_entry_id = entry.bank_entry_id and match.status <> 'released'
    ) as made on entry.match_status = 'matched'
    where entry.booked and entry.direction = 'credit' and entry.match_status <> 'none'
      and entry.booking_day between $2::date and $3::date and entry.legal_entity = any($1)
  )
  select day, became, case when became = 'by_rules' then rule end as rule,
         count(*)::integer as receipts
  from receipt
  group by 1, 2, 3
  order by 1, 2, 3
`;
