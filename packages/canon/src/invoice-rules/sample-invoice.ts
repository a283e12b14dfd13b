/** One invoice that adds up, and how to change it at JSON pointers, for tests. */

import type { Invoice, InvoiceLine } from '../invoice.ts';

/** Three lines at two rates, a discount and freight, half of it paid. */
export const sampleInvoice: Invoice = {
  number: '2026-17',
  issueDate: '2026-03-31',
  typeCode: '380',
  currency: 'EUR',
  dueDate: '2026-04-30',
  specification: 'urn:cen.eu:en16931:2017',
  seller: {
    name: 'Hansekontor GmbH',
    vatId: 'DE123456789',
    address: { city: 'Hamburg', country: 'DE' },
  },
  buyer: { name: 'Bryggen AS', address: { city: 'Bergen', country: 'NO' } },
  allowancesCharges: [
    {
      kind: 'allowance',
      amount: '10.00',
      baseAmount: '100.00',
      percentage: '10',
      reason: 'Fair discount',
      taxCategory: 'S',
      taxRate: '19',
    },
    { kind: 'charge', amount: '5.00', reasonCode: 'FC', taxCategory: 'S', taxRate: '7' },
  ],
  taxBreakdown: [
    { category: 'S', rate: '19.0', taxableAmount: '114.95', taxAmount: '21.84' },
    { category: 'S', rate: '7', taxableAmount: '35.15', taxAmount: '2.46' },
  ],
  lines: [
    line('1', { quantity: '3', unitPrice: '33.3333', netAmount: '100.00', taxRate: '19' }),
    line('2', { quantity: '2.5', unitPrice: '998', priceBaseQuantity: '100', netAmount: '24.95' }),
    line('3', {
      quantity: '-1',
      unitPrice: '0.30',
      netAmount: '30.15',
      taxRate: '7',
      allowancesCharges: [{ kind: 'charge', amount: '30.45', reason: 'Small quantity' }],
    }),
  ],
  totals: {
    lineNet: '155.10',
    allowances: '10.00',
    charges: '5.00',
    net: '150.10',
    tax: '24.30',
    gross: '174.40',
    prepaid: '87.20',
    payable: '87.20',
  },
};
function line(id: string, rest: Partial<InvoiceLine>): InvoiceLine {
  return {
    id,
    quantity: '1',
    unit: 'C62',
    netAmount: '0',
    unitPrice: '0',
    taxCategory: 'S',
    taxRate: '19',
    name: `Item ${id}`,
    ...rest,
  };
}

/** The sample with other values at JSON pointers. */
export function sampleWith(changes: Record<string, unknown>): Invoice {
  const copy = structuredClone(sampleInvoice);
  for (const [pointer, value] of Object.entries(changes)) change(copy, pointer, value);
  return copy;
}

export function change(target: object, pointer: string, value: unknown): void {
  const path = pointer.slice(1).split('/');
  const last = path.pop() ?? '';
  let at = target as Record<string, unknown>;
  for (const name of path) at = at[name] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
}

/** What stands at a JSON pointer. */
export function valueAt(target: unknown, pointer: string): unknown {
  let at = target;
  for (const name of pointer.slice(1).split('/')) at = (at as Record<string, unknown>)[name];
  return at;
}
