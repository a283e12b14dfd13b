/**
 * `openItem.cancel`: the posting is gone, so nothing is owed. Refused while money is matched to it.
 */

import type { OpenItemCancellation } from '@kontor/canon';
import type { DeliveryOutcome } from '@kontor/connector-sdk';
import type { Queryable } from '@kontor/postgres';

export async function cancelOpenItem(
  db: Queryable,
  { transactionId }: OpenItemCancellation,
): Promise<DeliveryOutcome> {
  const { rows } = await db.query<ItemRow>({
    name: 'cancel_open_item',
    text: CANCEL_OPEN_ITEM,
    values: [transactionId],
  });
  const [item] = rows;
  if (!item) {
    return {
      kind: 'rejected',
      reason: 'unknown_master_data',
      vendorCode: 'OPEN_ITEM_UNKNOWN',
      vendorText: 'There is no open item of this transaction.',
    };
  }
  if (item.is_claimed) {
    return {
      kind: 'rejected',
      reason: 'business_rule',
      vendorCode: 'OPEN_ITEM_MATCHED',
      vendorText: `Money is matched to ${item.number}: take its matches back first.`,
    };
  }
  return { kind: 'confirmed', externalReference: item.open_item_id };
}

/** `for update` waits for a match that is just being made, and then sees its claim. */
const CANCEL_OPEN_ITEM = `
  with item as (
    select open_item_id, number, claimed_minor <> 0 as is_claimed
    from open_item
    where transaction_id = $1
    for update
  ), cancelled as (
    update open_item set status = 'cancelled', version = version + 1
    from item
    where open_item.open_item_id = item.open_item_id and not item.is_claimed
      and status <> 'cancelled'
  )
  select open_item_id, number, is_claimed from item
`;

type ItemRow = {
  readonly open_item_id: string;
  readonly number: string;
  readonly is_claimed: boolean;
};
