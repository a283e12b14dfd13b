/**
 * A customer invoice: an invoice that one of our legal entities bills to a customer we know.
 *
 * What applications send to `POST /v1/customer-invoices`. It is an EN 16931 invoice whose seller is
 * named by our legal entity's code and whose buyer by our customer number; the parties themselves
 * are master data, and may be repeated as the document printed them.
 */

import Type, { type Static } from 'typebox';
import { invoiceFields } from './invoice.ts';
import { Party } from './party.ts';
import { CustomerNumber, LegalEntityCode } from './wire.ts';

export const CustomerInvoice = Type.Object(
  {
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    ...invoiceFields,
    /** BG-4, as printed */
    seller: Type.Optional(Party),
    /** BG-7, as printed */
    buyer: Type.Optional(Party),
  },
  { $id: 'CustomerInvoice', additionalProperties: false },
);
export type CustomerInvoice = Static<typeof CustomerInvoice>;
