import type { Customer, LedgerAccount } from '@kontor/canon';
import { testConnector, type OperationSamples } from '@kontor/connector-kit';
import type { SapCustomer, SapGlAccount } from '../simulator/master-data.ts';
import { startSapSimulator } from '../simulator/start-simulator.ts';
import { sapS4hana } from './connector.ts';
import { someConfig, someInvoice, somePayment, someTenant } from './samples.ts';

const CLOSED = '2025-12-31';

testConnector({
  connector: sapS4hana,
  config: someConfig,
  startSimulator: () =>
    startSapSimulator({
      masterData: { ...someTenant, customers: manyCustomers(), glAccounts: manyAccounts() },
      pageEntriesMax: 3,
    }),
  samples: {
    'customerInvoice.post': {
      good: (reference) => someInvoice({ reference }),
      refused: [
        {
          title: 'an unknown customer',
          input: (reference) => someInvoice({ reference, customer: 'NOBODY' }),
          reason: 'unknown_master_data',
          vendorCode: 'F5/102',
        },
        {
          title: 'a blocked customer',
          input: (reference) => someInvoice({ reference, customer: 'C10043' }),
          reason: 'account_blocked',
          vendorCode: 'ZSIM/002',
        },
        {
          title: 'a tax code that is not defined',
          input: (reference) => {
            const [line] = someInvoice().lines;
            const lines = [{ ...line, amount: '1190.00', account: '41000000', taxCode: 'Q9' }];
            return someInvoice({ reference, lines, taxes: [] });
          },
          reason: 'unknown_master_data',
          vendorCode: 'FF/101',
        },
        {
          title: 'a legal entity without company code',
          input: (reference) => someInvoice({ reference, legalEntity: 'FR01' }),
          reason: 'business_rule',
          vendorCode: 'not_sent/company_code_missing',
        },
        {
          title: 'debits that differ from credits',
          input: (reference) => someInvoice({ reference, gross: '1190.01' }),
          reason: 'not_balanced',
          vendorCode: 'not_sent/not_balanced',
        },
      ],
      closedPeriod: (reference) => someInvoice({ reference, postingDay: CLOSED }),
      tooPrecise: (reference) => someInvoice({ reference, gross: '1190.001' }),
    },
    'customerInvoice.reverse': reversalSamples(someInvoice(), {
      tooPrecise: someInvoice({ gross: '1190.001' }),
      unknown: someInvoice({ customer: 'NOBODY' }),
    }),
    'incomingPayment.post': {
      good: (reference) => somePayment({ reference }),
      refused: [
        {
          title: 'an unknown bank account',
          input: (reference) => somePayment({ reference, bankLedgerAccount: '11009999' }),
          reason: 'unknown_master_data',
          vendorCode: 'ZSIM/003',
        },
      ],
      closedPeriod: (reference) => somePayment({ reference, postingDay: CLOSED }),
      tooPrecise: (reference) => somePayment({ reference, amount: '1188.505' }),
    },
    'incomingPayment.reverse': reversalSamples(somePayment(), {
      tooPrecise: somePayment({ amount: '1188.505' }),
      unknown: somePayment({ customer: 'NOBODY' }),
    }),
  },
  readings: {
    'customer.list': {
      expected: manyCustomers().map(toExpectedCustomer),
      writeBetweenPages: (system) =>
        system.loadMasterData({ customers: ['A00001', 'D00001'].map(someCustomer) }),
    },
    'ledgerAccount.list': {
      expected: manyAccounts().map(toExpectedAccount),
      writeBetweenPages: (system) =>
        system.loadMasterData({ glAccounts: ['10000000', '99000000'].map(someAccount) }),
    },
  },
});

type Original = ReturnType<typeof someInvoice> | ReturnType<typeof somePayment>;
type Reversal = Parameters<OperationSamples<ReversalInput>['good']>[0];
type ReversalInput = {
  reference: Reversal;
  document: { legalEntity: string; number: string; year: string };
  postingDay: string;
  reason: string;
  original: Original;
};

function reversalSamples(
  original: Original,
  { tooPrecise, unknown }: { readonly tooPrecise: Original; readonly unknown: Original },
): OperationSamples<ReversalInput> {
  const reversal = (reference: string, change: Partial<ReversalInput> = {}): ReversalInput => ({
    reference,
    document: { legalEntity: 'DE01', number: '1800000001', year: '2026' },
    postingDay: '2026-05-04',
    reason: 'Wrong customer',
    original,
    ...change,
  });
  return {
    good: (reference) => reversal(reference),
    refused: [
      {
        title: 'an unknown customer',
        input: (reference) => reversal(reference, { original: unknown }),
        reason: 'unknown_master_data',
        vendorCode: 'F5/102',
      },
    ],
    closedPeriod: (reference) => reversal(reference, { postingDay: CLOSED }),
    tooPrecise: (reference) => reversal(reference, { original: tooPrecise }),
  };
}

function manyCustomers(): SapCustomer[] {
  const numbers = Array.from({ length: 7 }, (_, at) => `C2000${at}`);
  return [...(someTenant.customers ?? []), ...numbers.map(someCustomer)];
}

function someCustomer(customer: string): SapCustomer {
  return {
    customer,
    name: `Customer ${customer}`,
    country: 'DE',
    vatRegistration: 'DE123456788',
    ibans: ['DE89370400440532013000'],
    endedIbans: [{ iban: 'DE02120300000000202051', endedOn: '2020-06-30' }],
    companyCodes: ['1010', '9999'],
  };
}

function toExpectedCustomer(customer: SapCustomer): Customer {
  const companies: Readonly<Record<string, string>> = { '1010': 'DE01', '2510': 'JP01' };
  return {
    number: customer.customer,
    name: customer.name,
    ...(customer.country && { country: customer.country }),
    ...(customer.vatRegistration && { vatId: customer.vatRegistration }),
    ibans: customer.ibans ?? [],
    legalEntities: customer.companyCodes.flatMap((code) => companies[code] ?? []),
    blocked: customer.postingIsBlocked ?? false,
  };
}

function manyAccounts(): SapGlAccount[] {
  const numbers = Array.from({ length: 5 }, (_, at) => `5100000${at}`);
  return [...(someTenant.glAccounts ?? []), ...numbers.map(someAccount)];
}

function someAccount(glAccount: string): SapGlAccount {
  return { glAccount, name: `Account ${glAccount}`, isBalanceSheet: false };
}

function toExpectedAccount(account: SapGlAccount): LedgerAccount {
  return {
    number: account.glAccount,
    name: account.name,
    kind: account.isBalanceSheet ? 'balance-sheet' : 'profit-and-loss',
    postable: !account.isBlocked,
  };
}
