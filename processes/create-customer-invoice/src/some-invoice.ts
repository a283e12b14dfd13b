/** Sample values for this process's tests. */

import type { Customer, CustomerInvoice } from '@kontor/canon';
import { currency, money, toDecimal, type BankingDay } from '@kontor/kernel';
import type { LegalEntity, ReferenceData } from '@kontor/process';

export function someInvoice(
  change: Partial<CustomerInvoice> = {},
  netCents: readonly number[] = [10_000],
): CustomerInvoice {
  const net = netCents.reduce((total, cents) => total + BigInt(cents), 0n);
  // Nineteen per cent, half a cent rounded up, as EN 16931 asks for.
  const tax = (net * 19n * 2n + 100n) / 200n;
  const text = (minor: bigint) => toDecimal(money(minor, currency('EUR')));
  return {
    legalEntity: 'DE01',
    customer: 'C10042',
    number: 'INV-1004',
    issueDate: '2026-03-31',
    dueDate: '2026-04-30',
    typeCode: '380',
    currency: 'EUR',
    lines: netCents.map((cents, index) => ({
      id: String(index + 1),
      quantity: '1',
      unit: 'C62',
      unitPrice: text(BigInt(cents)),
      netAmount: text(BigInt(cents)),
      taxCategory: 'S',
      taxRate: '19.00',
      name: 'Service',
    })),
    taxBreakdown: [
      { category: 'S', rate: '19.00', taxableAmount: text(net), taxAmount: text(tax) },
    ],
    totals: {
      lineNet: text(net),
      net: text(net),
      tax: text(tax),
      gross: text(net + tax),
      payable: text(net + tax),
    },
    ...change,
  };
}

export function someReference(
  entityChange: Partial<LegalEntity> = {},
  customerChange: Partial<Customer> = {},
): ReferenceData {
  const entity: LegalEntity = {
    code: 'DE01',
    name: 'Alster GmbH',
    country: 'DE',
    vatId: 'DE123456788',
    currency: 'EUR',
    currencies: ['EUR'],
    revenueAccount: '800000',
    creditNoteApprovalAbove: '50000',
    ledger: 'sap',
    crm: 'crm',
    ...entityChange,
  };
  const customer: Customer = {
    number: 'C10042',
    name: 'Kranich Optik GmbH',
    ibans: [],
    legalEntities: ['DE01'],
    blocked: false,
    ...customerChange,
  };
  const accounts = new Map([
    ['800000', { number: '800000', kind: 'profit-and-loss', postable: true } as const],
    ['800900', { number: '800900', kind: 'profit-and-loss', postable: false } as const],
    ['113100', { number: '113100', kind: 'balance-sheet', postable: true } as const],
  ]);
  return {
    legalEntity: (code) => (code === entity.code ? entity : undefined),
    legalEntityByVatId: (vatId) => (vatId === entity.vatId ? entity : undefined),
    customer: (_entity, number) => (number === customer.number ? customer : undefined),
    customerByVatId: () => undefined,
    bankAccount: () => undefined,
    account: (_entity, number) => accounts.get(number),
    taxCode: (_entity, category, rate) =>
      category === 'S' && rate === '19'
        ? { code: 'A1', category, rate, account: '175000' }
        : undefined,
    period: (_entity, day) =>
      day >= '2026-01-01'
        ? {
            period: day.slice(0, 7),
            status: 'open',
            firstDay: `${day.slice(0, 7)}-01` as BankingDay,
            lastDay: `${day.slice(0, 7)}-31` as BankingDay,
          }
        : undefined,
  };
}
