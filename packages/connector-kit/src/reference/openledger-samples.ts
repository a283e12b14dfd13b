import type { CustomerInvoicePosting } from '@kontor/canon';
import type { ConnectorTestOptions } from '../conformance/samples.ts';
import { openledger, toCustomer, type OpenledgerConfig } from './openledger.ts';
import { OPENLEDGER_TOKEN, startOpenledger } from './start-openledger.ts';

export const openledgerTest: ConnectorTestOptions<typeof OpenledgerConfig> = {
  connector: openledger,
  config: { baseUrl: 'https://openledger.example', token: OPENLEDGER_TOKEN },
  startSimulator: startOpenledger,
  samples: {
    'customerInvoice.post': {
      good: (reference) => ({ ...INVOICE, reference }),
      refused: [
        {
          title: 'an unknown customer',
          input: (reference) => ({ ...INVOICE, reference, customer: 'nobody' }),
          reason: 'unknown_master_data',
          vendorCode: 'NO_CUST',
        },
      ],
      closedPeriod: (reference) => ({ ...INVOICE, reference, postingDay: '2025-12-31' }),
      tooPrecise: (reference) => ({ ...INVOICE, reference, gross: '119.001' }),
    },
    'customerAccount.note': {
      good: (reference) => ({
        reference,
        legalEntity: 'DE01',
        customer: 'C02',
        subject: 'invoice',
        number: 'INV-1',
        status: 'posted',
        day: '2026-03-31',
        amount: '119.00',
        currency: 'EUR',
      }),
      refused: { skip: 'Openledger takes every note.' },
      closedPeriod: { skip: 'A note belongs to no period.' },
      tooPrecise: { skip: 'The note carries no amount.' },
    },
  },
  readings: {
    'customer.list': {
      expected: ['C02', 'C04', 'C06', 'C08', 'C10'].map(toCustomer),
      writeBetweenPages: (system) => system.loadMasterData(['C01', 'C03', 'C09', 'C11']),
    },
  },
};

const INVOICE: CustomerInvoicePosting = {
  reference: '00000000000000000000',
  legalEntity: 'DE01',
  customer: 'C02',
  kind: 'invoice',
  number: 'INV-1',
  documentDay: '2026-03-31',
  postingDay: '2026-03-31',
  currency: 'EUR',
  gross: '119.00',
  lines: [{ account: '41000000', amount: '100.00', taxCode: 'A1' }],
  taxes: [{ taxCode: 'A1', account: '22000000', base: '100.00', amount: '19.00', rate: '19' }],
};
