/**
 * `openItem.open`: from now on money may be matched to it. Its id follows from its transaction's.
 */

import type { OpenItemOpening } from '@kontor/canon';
import type { DeliveryOutcome } from '@kontor/connector-sdk';
import { parseId, present } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { keysOfItem } from '../matching/reference-keys.ts';
import { minorOf } from './minor-of.ts';

export async function openOpenItem(
  db: Queryable,
  input: OpenItemOpening,
): Promise<DeliveryOutcome> {
  const openItemId = openItemIdOf(input.transactionId);
  const keys = keysOfItem({ number: input.number, paymentReference: input.paymentReference });
  await db.query({
    name: 'open_open_item',
    text: OPEN_OPEN_ITEM,
    values: [
      openItemId,
      input.transactionId,
      input.legalEntity,
      input.customer,
      input.partyName,
      input.number,
      input.paymentReference,
      [...keys.full, ...keys.digits],
      input.issueDay,
      input.dueDay,
      input.currency,
      minorOf(input.amount, input.currency).toString(),
      JSON.stringify(input.document),
    ],
  });
  return { kind: 'confirmed', externalReference: openItemId };
}

/** One open item per transaction: the same time and the same randomness, another prefix. */
export function openItemIdOf(transactionId: string): string {
  const id = `opn${transactionId.slice(transactionId.indexOf('_'))}`;
  return present(parseId('OpenItemId', id), `${transactionId} is a transaction's id`);
}

const OPEN_OPEN_ITEM = `
  with opened as (
    insert into open_item (open_item_id, transaction_id, legal_entity, customer, party_name, number,
      payment_reference, keys, issue_day, due_day, currency, amount_minor, document, status)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
      case when $12::numeric = 0 then 'cleared' else 'open' end)
    on conflict (transaction_id) do nothing
    returning open_item_id
  )
  insert into open_item_to_notice (open_item_id) select open_item_id from opened
`;
