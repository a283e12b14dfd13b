/** An open item: what a customer owes for one invoice, or has to get for one credit note. */

import { CustomerNumber, Day, idText, LegalEntityCode, MoneyWire, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { exampleOpenItem } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, Version } from './wire.ts';

export const OpenItemStatus = Type.Enum(['open', 'partly', 'cleared', 'reversed'], {
  description: 'partly: something is paid, something is still owed; reversed: the posting is gone.',
});

export const OpenItem = closed(
  {
    id: idText('OpenItemId'),
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    /** BT-1 */
    number: text(140),
    kind: Type.Enum(['invoice', 'credit-note']),
    /**
     * What the invoice was over, positive for both kinds: the kind says which way the money goes.
     */
    amount: MoneyWire,
    /** What of it is still open, in the same currency. */
    open: MoneyWire,
    documentDay: Day,
    dueDay: Type.Optional(Day),
    /** The ledger's document number, once it is posted. */
    documentNumber: Type.Optional(text(20)),
    status: OpenItemStatus,
    transaction: Type.Optional(idText('TransactionId')),
    version: Version,
  },
  { $id: 'OpenItem' },
);
export type OpenItem = Static<typeof OpenItem>;

export const listOpenItems = endpoint({
  method: 'GET',
  path: '/v1/open-items',
  operationId: 'listOpenItems',
  tag: 'Receivables',
  summary: 'List open items',
  description: 'Oldest due day first. Without a status, every item; `open` and `partly` are owed.',
  permission: 'receivables:read',
  audit: { none: 'Open items show no bank data.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({
    status: Type.Optional(OpenItemStatus),
    customer: Type.Optional(CustomerNumber),
    legalEntity: Type.Optional(LegalEntityCode),
    number: Type.Optional(text(140)),
  }),
  replies: {
    200: {
      description: 'One page of open items.',
      body: pageOf(OpenItem),
      example: { items: [exampleOpenItem] },
      headers: ['Link'],
    },
  },
  problems: ['legal_entity_forbidden'],
});
