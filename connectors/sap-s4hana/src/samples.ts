/**
 * Sample postings and the tenant that takes them, for the tests of this connector. All invented.
 */

import type { CustomerInvoicePosting, IncomingPayment } from '@kontor/canon';
import {
  memorySession,
  type ConnectorContext,
  type HttpAnswer,
  type HttpRequest,
} from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import type { SapMasterData } from '../simulator/start-simulator.ts';
import { SAP_SANDBOX_PASSWORD, SAP_SANDBOX_USER } from '../simulator/start-simulator.ts';
import type { SapS4hanaConfig } from './config.ts';

export const someConfig: SapS4hanaConfig = {
  baseUrl: 'https://my300000-api.s4hana.example',
  user: SAP_SANDBOX_USER,
  password: SAP_SANDBOX_PASSWORD,
  companyCodes: { DE01: '1010', JP01: '2510' },
  chartOfAccounts: 'YCOA',
};

export const someTenant: SapMasterData = {
  companyCodes: [
    { companyCode: '1010', openFrom: '2026-01-01', openTo: '2026-12-31' },
    { companyCode: '2510', openFrom: '2026-01-01', openTo: '2026-12-31' },
  ],
  customers: [
    { customer: 'C10042', name: 'Bäckerei & Söhne', country: 'DE', companyCodes: ['1010', '2510'] },
    { customer: 'C10043', name: 'Blocked', companyCodes: ['1010'], postingIsBlocked: true },
  ],
  glAccounts: [
    { glAccount: '11001010', name: 'Bank 1', isBalanceSheet: true },
    { glAccount: '41000000', name: 'Revenue domestic', isBalanceSheet: false },
    { glAccount: '41000900', name: 'Revenue closed', isBalanceSheet: false, isBlocked: true },
    { glAccount: '65009000', name: 'Bank charges', isBalanceSheet: false },
  ],
  taxCodes: ['A0', 'A1'],
};

export function someInvoice(change: Partial<CustomerInvoicePosting> = {}): CustomerInvoicePosting {
  return {
    reference: '0123456789ABCDEFGHJK',
    legalEntity: 'DE01',
    customer: 'C10042',
    kind: 'invoice',
    number: 'INV-2026-00417',
    documentDay: '2026-03-30',
    postingDay: '2026-03-31',
    dueDay: '2026-04-29',
    currency: 'EUR',
    gross: '1190.00',
    lines: [
      { account: '41000000', amount: '800.00', taxCode: 'A1', text: 'Ovens' },
      {
        account: '41000000',
        amount: '200.00',
        taxCode: 'A1',
        dimensions: {
          profitCenter: 'YB600',
          segment: '1000_A',
          costCenter: '10101201',
          project: 'P-2026.01/3',
          functionalArea: 'YB25',
        },
      },
    ],
    taxes: [{ taxCode: 'A1', account: '22000000', base: '1000.00', amount: '190.00', rate: '19' }],
    paymentReference: 'RF18539007547034',
    ...change,
  };
}

export function somePayment(change: Partial<IncomingPayment> = {}): IncomingPayment {
  return {
    reference: '0123456789ABCDEFGHJM',
    legalEntity: 'DE01',
    customer: 'C10042',
    currency: 'EUR',
    amount: '1188.50',
    bankLedgerAccount: '11001010',
    bookingDay: '2026-04-28',
    valueDay: '2026-04-29',
    postingDay: '2026-04-28',
    bankReference: 'NTRF2026042800017',
    allocations: [
      {
        invoiceNumber: 'INV-2026-00417',
        document: { legalEntity: 'DE01', number: '1800000001', year: '2026' },
        amount: '1190.00',
      },
    ],
    differences: [{ account: '65009000', amount: '1.50', reason: 'Charges of the bank' }],
    ...change,
  };
}

/** A connection on which SAP answers everything with this, and what was asked of it. */
export function answering(answer: Partial<HttpAnswer>) {
  const requests: HttpRequest[] = [];
  const reply: HttpAnswer = { kind: 'reply', status: 200, headers: {}, body: '', ...answer };
  const context: ConnectorContext<SapS4hanaConfig> = {
    config: someConfig,
    clock: systemClock,
    session: memorySession(systemClock),
    async http(request) {
      requests.push(request);
      return reply;
    },
  };
  return { context, requests };
}
