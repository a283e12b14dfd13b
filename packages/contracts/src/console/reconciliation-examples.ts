/** Invented values for the workspace of reconciliation. */

import { EXAMPLE_IDS } from '../examples.ts';

export const exampleReconciliationLine = {
  id: EXAMPLE_IDS.bankEntry,
  legalEntity: 'DE01',
  account: 'DE02120300000000202051',
  bookingDay: '2026-04-28',
  payer: 'Nordlicht Handels GmbH',
  payerAccount: '3000',
  text: 'Invoice 2026-00417, thank you',
  amount: { amount: '1189.00', currency: 'EUR' },
  open: { amount: '1189.00', currency: 'EUR' },
  status: 'open',
  question: 'It is not sure enough to match by itself.',
  exception: EXAMPLE_IDS.exception,
  matches: [],
  version: 2,
};

export const exampleReconciliationItem = {
  id: EXAMPLE_IDS.openItem,
  legalEntity: 'DE01',
  customer: 'C10042',
  party: 'Nordlicht Handels GmbH',
  number: '2026-00417',
  kind: 'invoice',
  amount: { amount: '1190.00', currency: 'EUR' },
  open: { amount: '1190.00', currency: 'EUR' },
  documentDay: '2026-03-31',
  dueDay: '2026-04-30',
  status: 'open',
  transaction: EXAMPLE_IDS.transaction,
  version: 1,
};

export const exampleReconciliation = {
  bankLines: { items: [exampleReconciliationLine] },
  openItems: { items: [exampleReconciliationItem] },
  selected: {
    bankLines: [exampleReconciliationLine],
    openItems: [exampleReconciliationItem],
    suggestions: [
      {
        bankEntry: EXAMPLE_IDS.bankEntry,
        rule: 'reference',
        explanation: 'The payment names 2026-00417 and pays 1.00 EUR less than is open.',
        confidence: 95,
        customer: 'C10042',
        currency: 'EUR',
        allocations: [{ openItem: EXAMPLE_IDS.openItem, number: '2026-00417', amount: '1189.00' }],
        amount: '1189.00',
      },
    ],
    refused: [],
  },
  totals: [
    {
      currency: 'EUR',
      unmatched: { count: 1, open: '1189.00' },
      openItems: { count: 1, open: '1190.00' },
      overdue: { count: 0, open: '0.00' },
    },
  ],
  touchless: {
    from: '2026-04-01',
    to: '2026-04-30',
    receipts: 10,
    byRule: 8,
    byPerson: 1,
    unmatched: 1,
    returned: 0,
  },
  accounts: [
    {
      account: 'DE02120300000000202051',
      name: 'House bank',
      legalEntity: 'DE01',
      currency: 'EUR',
    },
  ],
};
