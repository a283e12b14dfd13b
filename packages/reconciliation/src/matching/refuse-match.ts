/**
 * A person says that a receipt does not pay these items: the rules neither suggest it again nor
 * match it by themselves. Refusing what is refused already answers the refusal that is there.
 */

import { present, type IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { MatchRefusal } from '@kontor/contracts';
import { findRefusal } from '../queries/find-refusal.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';

export type NewRefusal = {
  readonly bankEntryId: string;
  readonly openItemIds: readonly string[];
  readonly by: string;
  readonly correlationId: string;
  readonly permitted: ReadonlySet<string>;
};

/** Undefined when the entry or an item is not there, not theirs, or of another legal entity. */
export async function refuseMatch(
  db: Queryable,
  ids: IdSource,
  { bankEntryId, openItemIds, by, correlationId, permitted }: NewRefusal,
): Promise<MatchRefusal | undefined> {
  const items = [...new Set(openItemIds)].sort();
  const { rows } = await db.query<RefusedRow>({
    name: 'refuse_match',
    text: REFUSE_MATCH,
    values: [ids.next('MatchRefusalId'), bankEntryId, items, by, [...permitted]],
  });
  const [refused] = rows;
  if (!refused) return undefined;
  const { match_refusal_id: id, legal_entity: legalEntity, is_new: isNew } = refused;
  if (isNew) {
    await writeAuditEntry(db, {
      actor: by,
      action: 'match.refused',
      subject: { kind: 'bank-entry', id: bankEntryId },
      legalEntity,
      detail: { refusal: id, openItems: items },
      correlationId,
    });
  }
  return present(await findRefusal(db, { id, permitted }), 'it was just written');
}

// Of two who refuse the same at once one writes, and the other reads what was written: nothing is
// updated, but a conflict that does nothing would answer nothing.
const REFUSE_MATCH = `
  insert into match_refusal (match_refusal_id, bank_entry_id, open_items, legal_entity, refused_by)
  select $1, bank_entry_id, $3::text[], legal_entity, $4
  from bank_entry
  where bank_entry_id = $2 and booked and direction = 'credit' and legal_entity = any ($5)
    and cardinality($3::text[]) = (
      select count(*) from open_item
      where open_item_id = any ($3) and open_item.legal_entity = bank_entry.legal_entity)
  on conflict (bank_entry_id, open_items) do update set open_items = excluded.open_items
  returning match_refusal_id, legal_entity, match_refusal_id = $1 as is_new
`;

type RefusedRow = {
  readonly match_refusal_id: string;
  readonly legal_entity: string;
  readonly is_new: boolean;
};
