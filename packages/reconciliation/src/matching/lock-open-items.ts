/** Holds open items until the transaction ends, always in the same order, as they are now. */

import type { LedgerDocument } from '@kontor/canon';
import type { Queryable } from '@kontor/postgres';

export type LockedItem = {
  readonly openItemId: string;
  readonly legalEntity: string;
  readonly customer: string;
  readonly partyName: string | undefined;
  readonly number: string;
  readonly currency: string;
  /** What the invoice was over; negative for a credit note. */
  readonly amount: bigint;
  readonly open: bigint;
  readonly document: LedgerDocument;
  readonly isOpen: boolean;
  readonly version: number;
};

export async function lockOpenItems(
  db: Queryable,
  openItemIds: readonly string[],
): Promise<readonly LockedItem[]> {
  const { rows } = await db.query<LockedItemRow>({
    name: 'lock_open_items',
    text: LOCK_OPEN_ITEMS,
    values: [openItemIds],
  });
  return rows.map(fromLockedItemRow);
}

export function fromLockedItemRow(row: LockedItemRow): LockedItem {
  return {
    openItemId: row.open_item_id,
    legalEntity: row.legal_entity,
    customer: row.customer,
    partyName: row.party_name ?? undefined,
    number: row.number,
    currency: row.currency,
    amount: BigInt(row.amount_minor),
    open: BigInt(row.open_minor),
    document: row.document,
    isOpen: row.is_open,
    version: row.version,
  };
}

export const ITEM_COLUMNS = `
  open_item_id, legal_entity, customer, party_name, number, currency,
  amount_minor, amount_minor - claimed_minor as open_minor, document,
  status in ('open', 'partly') as is_open, version
`;

const LOCK_OPEN_ITEMS = `
  select ${ITEM_COLUMNS}
  from open_item
  where open_item_id = any($1)
  order by open_item_id
  for update
`;

export type LockedItemRow = {
  readonly open_item_id: string;
  readonly legal_entity: string;
  readonly customer: string;
  readonly party_name: string | null;
  readonly number: string;
  readonly currency: string;
  readonly amount_minor: string;
  readonly open_minor: string;
  readonly document: LedgerDocument;
  readonly is_open: boolean;
  readonly version: number;
};
