/** What people refused of some receipts, to be asked about each suggestion. */

import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Suggestion } from './types.ts';

export type Refusal = { readonly id: string; readonly by: string; readonly at: Instant };

/** By receipt and the items that it does not pay, whatever amount and rule suggested it. */
export type Refusals = {
  of(bankEntryId: string, suggestion: Pick<Suggestion, 'allocations'>): Refusal | undefined;
};

export async function readRefusals(
  db: Queryable,
  bankEntryIds: readonly string[],
): Promise<Refusals> {
  const { rows } = await db.query<RefusalRow>({
    name: 'read_refusals',
    text: READ_REFUSALS,
    values: [bankEntryIds],
  });
  const refusals = new Map(
    rows.map(({ bank_entry_id: entry, open_items: items, id, name, refused_at: at }) => [
      keyOf(entry, items),
      { id, by: name, at },
    ]),
  );
  return {
    of: (bankEntryId, { allocations }) =>
      refusals.get(
        keyOf(
          bankEntryId,
          allocations.map(({ openItemId }) => openItemId),
        ),
      ),
  };
}

function keyOf(bankEntryId: string, openItemIds: readonly string[]): string {
  return [bankEntryId, ...openItemIds.toSorted()].join(' ');
}

const READ_REFUSALS = `
  select match_refusal_id as id, bank_entry_id, open_items, name_of(refused_by) as name, refused_at
  from match_refusal
  where bank_entry_id = any ($1)
`;

type RefusalRow = {
  readonly id: string;
  readonly bank_entry_id: string;
  readonly open_items: readonly string[];
  readonly name: string;
  readonly refused_at: Instant;
};
