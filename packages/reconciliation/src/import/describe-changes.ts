/**
 * What differs between two statements of one name, in words. Undefined when the money is the same:
 * the order of the entries and the words in them may differ from one delivery of a bank to the
 * next.
 */

import { currency, money, present, toDecimal } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Rival } from './find-rivals.ts';
import type { StagedStatement } from './staged-statement.ts';

export async function describeChanges(
  db: Queryable,
  known: Rival,
  statement: StagedStatement,
): Promise<string | undefined> {
  if (known.fingerprint === statement.fingerprint) return undefined;
  const { rows } = await db.query<ChangeRow>({
    name: 'statement_changes',
    text: STATEMENT_CHANGES,
    values: [known.bankStatementId, statement.bankStatementId, CHANGES_MAX],
  });
  const sentences = rows.map((row) => sentenceOf(row, statement.currency));
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

function sentenceOf(row: ChangeRow, code: string): string {
  const text = (minor: string | null) =>
    `${toDecimal(money(BigInt(present(minor, 'amounts are there')), currency(code)))} ${code}`;
  switch (row.what) {
    case 'opening':
    case 'closing':
      return `The ${row.what} balance was ${text(row.before_minor)} and is ${text(row.after_minor)}.`;
    case 'gone':
      return `A ${row.direction} of ${text(row.before_minor)} on ${row.day} is gone (${row.times}×).`;
    case 'added':
      return `A ${row.direction} of ${text(row.after_minor)} on ${row.day} is new (${row.times}×).`;
  }
}

/** Enough to recognise what happened; the whole list would be the file again. */
const CHANGES_MAX = 6;

const STATEMENT_CHANGES = `
  with told as (
    select bank_statement_id, direction, amount_minor, booking_day, entry_status
    from bank_entry where bank_statement_id in ($1, $2)
    union all
    select bank_statement_id, direction, amount_minor, booking_day, entry_status
    from staged_entries, json_to_recordset(entries::json) as row
      (direction text, amount_minor numeric, booking_day date, entry_status text)
    where bank_statement_id in ($1, $2)
  ), before as (
    select direction, amount_minor, booking_day, entry_status, count(*) as times
    from told where bank_statement_id = $1 group by 1, 2, 3, 4
  ), after as (
    select direction, amount_minor, booking_day, entry_status, count(*) as times
    from told where bank_statement_id = $2 group by 1, 2, 3, 4
  ), changed as (
    select direction, amount_minor, booking_day,
      coalesce(after.times, 0) - coalesce(before.times, 0) as more
    from before full join after using (direction, amount_minor, booking_day, entry_status)
    where before.times is distinct from after.times
  ), balance as (
    select known.opening_minor as opening_before, staged.opening_minor as opening_after,
      known.closing_minor as closing_before, staged.closing_minor as closing_after
    from bank_statement as known, bank_statement as staged
    where known.bank_statement_id = $1 and staged.bank_statement_id = $2
  ), change as (
    select 1 as place, 'opening' as what, opening_before as before_minor,
      opening_after as after_minor, null as direction, null::date as day, null::bigint as times
    from balance where opening_before is distinct from opening_after
    union all
    select 2, 'closing', closing_before, closing_after, null, null, null
    from balance where closing_before is distinct from closing_after
    union all
    select 3, 'gone', amount_minor, null, direction, booking_day, -more from changed where more < 0
    union all
    select 3, 'added', null, amount_minor, direction, booking_day, more from changed where more > 0
  )
  select what, before_minor, after_minor, direction, day, times
  from change
  order by place, day, coalesce(before_minor, after_minor), what
  limit $3
`;

type ChangeRow = {
  readonly what: 'opening' | 'closing' | 'gone' | 'added';
  readonly before_minor: string | null;
  readonly after_minor: string | null;
  readonly direction: string | null;
  readonly day: string | null;
  readonly times: string | null;
};
