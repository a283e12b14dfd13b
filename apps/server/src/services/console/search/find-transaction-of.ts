/** Whatever has an id leads to its transaction. */

import { idPattern, ID_PREFIXES, type IdKind } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/** Undefined when the text is not the id of something that belongs to a transaction. */
export async function findTransactionOf(db: Queryable, text: string): Promise<string | undefined> {
  const id = text.toLowerCase();
  const kind = (Object.keys(STATEMENTS) as (keyof typeof STATEMENTS)[]).find((candidate) =>
    new RegExp(idPattern(candidate)).test(id),
  );
  if (kind === undefined) return undefined;
  const { rows } = await db.query<{ readonly transaction_id: string | null }>({
    name: `find_transaction_of_${ID_PREFIXES[kind]}`,
    text: STATEMENTS[kind],
    values: [id],
  });
  return rows[0]?.transaction_id ?? undefined;
}

const STATEMENTS = {
  TransactionId: 'select transaction_id from transaction where transaction_id = $1',
  DeliveryId: 'select transaction_id from delivery where delivery_id = $1',
  EventId: 'select transaction_id from event where event_id = $1',
  ExceptionId: 'select transaction_id from exception where exception_id = $1',
  MatchId: 'select transaction_id from match where match_id = $1',
  OpenItemId: 'select transaction_id from open_item where open_item_id = $1',
} as const satisfies Partial<Record<IdKind, string>>;
