/** Who matched or gave back an entry, or one of these items, last: told to who came second. */

import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type Quicker = {
  readonly by: string;
  readonly at: Instant;
  /** Who did what, and when. */
  readonly sentence: string;
};

export async function readQuicker(
  db: Queryable,
  subject: { readonly bankEntryId: string; readonly openItemIds: readonly string[] },
): Promise<Quicker | undefined> {
  const { rows } = await db.query<QuickerRow>({
    name: 'read_quicker',
    text: READ_QUICKER,
    values: [subject.bankEntryId, subject.openItemIds],
  });
  const [row] = rows;
  if (!row) return undefined;
  const who = row.by.startsWith('rule:') ? `The rule ${row.by.slice(5)}` : row.name;
  const at = `${row.at.slice(11, 19)} UTC`;
  const numbers = row.numbers.slice(0, NUMBERS_MAX).join(', ');
  const sentence = row.is_back
    ? `${who} took its match with ${numbers} back at ${at}.`
    : `${who} matched it with ${numbers} at ${at}.`;
  return { by: row.by, at: row.at, sentence };
}

/** As many numbers as a sentence bears. */
const NUMBERS_MAX = 5;

const READ_QUICKER = `
  select coalesce(released_by, made_by) as by, name_of(coalesce(released_by, made_by)) as name,
    coalesce(released_at, made_at) as at, released_by is not null as is_back,
    array(select number from claim join open_item using (open_item_id)
          where claim.match_id = match.match_id order by number) as numbers
  from match
  where bank_entry_id = $1
    or match_id in (select match_id from claim where open_item_id = any ($2))
  order by coalesce(released_at, made_at) desc
  limit 1
`;

type QuickerRow = {
  readonly by: string;
  readonly name: string;
  readonly at: Instant;
  readonly is_back: boolean;
  readonly numbers: readonly string[];
};
