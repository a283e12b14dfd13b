/**
 * Invoices of the sandbox's company that add up: one line at the German standard rate, so that a
 * test reads as what it changes.
 */

import type { CustomerInvoice, Invoice, Party } from '@kontor/canon';
import { writeUblInvoice } from '@kontor/formats';
import { bankingDayOf, plusDays, present, systemClock } from '@kontor/kernel';
import type { Sandbox, SandboxCustomer } from '@kontor/sandbox';

export type InvoiceOrder = {
  readonly number: string;
  readonly customer: SandboxCustomer;
  /** Whole euros; a fifth less a little comes on top as tax (19 %). */
  readonly net?: bigint;
  readonly typeCode?: '380' | '381';
  readonly legalEntity?: string;
};

export const TODAY = bankingDayOf(systemClock.now());

export function sampleInvoice(order: InvoiceOrder): CustomerInvoice {
  const { number, customer, net = 100n, typeCode = '380', legalEntity = 'DE01' } = order;
  const cents = net * 100n;
  const tax = net * 19n;
  return {
    legalEntity,
    customer: customer.number,
    number,
    issueDate: TODAY,
    typeCode,
    currency: 'EUR',
    dueDate: plusDays(TODAY, 30),
    taxBreakdown: [
      { category: 'S', rate: '19', taxableAmount: decimal(cents), taxAmount: decimal(tax) },
    ],
    lines: [
      {
        id: '1',
        quantity: '1',
        unit: 'C62',
        netAmount: decimal(cents),
        unitPrice: decimal(cents),
        taxCategory: 'S',
        taxRate: '19',
        name: 'Pressure gauge',
      },
    ],
    totals: {
      lineNet: decimal(cents),
      net: decimal(cents),
      tax: decimal(tax),
      gross: decimal(cents + tax),
      payable: decimal(cents + tax),
    },
  };
}

/** What the customer owes for it: `119.00`. */
export function grossOf(net: bigint): string {
  return decimal(net * 119n);
}

/** Customers that DE01 may bill in euros, each with a VAT id and an IBAN it pays from. */
export function germanCustomers({ company }: Pick<Sandbox, 'company'>): readonly SandboxCustomer[] {
  return company.customers.filter(
    ({ legalEntities, blocked, currency, vatId, ibans }) =>
      legalEntities[0] === 'DE01' && !blocked && currency === 'EUR' && vatId && ibans.length > 0,
  );
}

/** The document as the customer would get it: the parties printed, our own codes left out. */
export function asUbl(invoice: CustomerInvoice, { company }: Sandbox): string {
  const { legalEntity, customer, ...rest } = invoice;
  const entity = present(
    company.legalEntities.find(({ code }) => code === legalEntity),
    'it is billed by a company of the group',
  );
  const buyer = present(
    company.customers.find(({ number }) => number === customer),
    'it is billed to a customer of the group',
  );
  const document: Invoice = { ...rest, seller: toParty(entity), buyer: toParty(buyer) };
  return writeUblInvoice(document);
}

type Named = Pick<SandboxCustomer, 'name' | 'address'> & { readonly vatId?: string };

function toParty({ name, address, vatId }: Named): Party {
  return { name, address, ...(vatId !== undefined && { vatId }) };
}

function decimal(minor: bigint): string {
  const digits = minor.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
