/**
 * An invoice of thousands of lines. Everything about it is right, so it is accepted; but a document
 * of SAP holds 999 items, and the simulated system dumps (answers 500) on it each time it is sent.
 */

import type { CustomerInvoice, InvoiceLine } from '@kontor/canon';
import { currency as currencyOf, present, type Random } from '@kontor/kernel';
import { addedUp, makeInvoice, type InvoiceOrder } from './make-invoice.ts';

export function makePoison({
  random,
  ...order
}: InvoiceOrder & { readonly random: Random }): CustomerInvoice {
  const standard = present(
    order.taxCodes.find(({ legalEntity, category }) => {
      return legalEntity === order.entity.code && category === 'S';
    }),
    'every company has a standard rate',
  );
  const lines = Array.from({ length: LINES }, (_, index): InvoiceLine => ({
    id: String(index + 1),
    quantity: '1',
    unit: 'C62',
    netAmount: '1.00',
    unitPrice: '1.00',
    taxCategory: standard.category,
    taxRate: standard.rate,
    name: 'Seal',
  }));
  const { allowancesCharges: _, ...invoice } = makeInvoice(order, random);
  const currency = currencyOf(order.entity.currency);
  return { ...invoice, ...addedUp({ lines, currency }), lines };
}

/** Five times what a document holds, and with 640 kB still what the API takes in one call. */
const LINES = 5_000;
