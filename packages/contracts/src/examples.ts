/**
 * Invented values that the examples of several operations share. A test holds each to its schema.
 */

export const EXAMPLE_IDS = {
  auditEntry: 'aud_01j8zq4w7n2k5xv3m9t6r0c8ya',
  bankEntry: 'ben_01j8zq4w7n2k5xv3m9t6r0c8ya',
  bankFile: 'bfl_01j8zq4w7n2k5xv3m9t6r0c8ya',
  bankStatement: 'bst_01j8zq4w7n2k5xv3m9t6r0c8ya',
  delivery: 'dlv_01j8zq4w7n2k5xv3m9t6r0c8ya',
  event: 'evt_01j8zq4w7n2k5xv3m9t6r0c8ya',
  exceptionBatch: 'bat_01j8zq4w7n2k5xv3m9t6r0c8ya',
  exception: 'exc_01j8zq4w7n2k5xv3m9t6r0c8ya',
  legalHold: 'hld_01j8zq4w7n2k5xv3m9t6r0c8ya',
  match: 'mat_01j8zq4w7n2k5xv3m9t6r0c8ya',
  matchRefusal: 'rfl_01j8zq4w7n2k5xv3m9t6r0c8ya',
  openItem: 'opn_01j8zq4w7n2k5xv3m9t6r0c8ya',
  statusReport: 'psr_01j8zq4w7n2k5xv3m9t6r0c8ya',
  recordDeletion: 'rdl_01j8zq4w7n2k5xv3m9t6r0c8ya',
  subscription: 'sub_01j8zq4w7n2k5xv3m9t6r0c8ya',
  transaction: 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya',
} as const;

export const EXAMPLE_TIME = '2026-03-31T08:15:30.000Z';

export const exampleCustomerInvoice = {
  legalEntity: 'DE01',
  customer: 'C10042',
  number: '2026-00417',
  issueDate: '2026-03-31',
  typeCode: '380',
  currency: 'EUR',
  dueDate: '2026-04-30',
  paymentReference: 'RF18539007547034',
  taxBreakdown: [{ category: 'S', rate: '19', taxableAmount: '1000.00', taxAmount: '190.00' }],
  lines: [
    {
      id: '1',
      quantity: '10',
      unit: 'HUR',
      netAmount: '1000.00',
      unitPrice: '100.00',
      taxCategory: 'S',
      taxRate: '19',
      name: 'Consulting',
    },
  ],
  totals: {
    lineNet: '1000.00',
    net: '1000.00',
    tax: '190.00',
    gross: '1190.00',
    payable: '1190.00',
  },
};

export const exampleTransaction = {
  id: EXAMPLE_IDS.transaction,
  process: 'create-customer-invoice',
  processVersion: 1,
  legalEntity: 'DE01',
  businessKey: ['DE01', '2026-00417'],
  status: 'working',
  number: '2026-00417',
  customer: 'C10042',
  value: { amount: '1190.00', currency: 'EUR' },
  application: 'shop',
  correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
  acceptedAt: EXAMPLE_TIME,
  exceptions: [],
};

export const exampleOpenItem = {
  id: EXAMPLE_IDS.openItem,
  legalEntity: 'DE01',
  customer: 'C10042',
  number: '2026-00417',
  kind: 'invoice',
  amount: { amount: '1190.00', currency: 'EUR' },
  open: { amount: '1190.00', currency: 'EUR' },
  documentDay: '2026-03-31',
  dueDay: '2026-04-30',
  documentNumber: '1800000417',
  status: 'open',
  transaction: EXAMPLE_IDS.transaction,
  version: 1,
};

export const exampleDelivery = {
  id: EXAMPLE_IDS.delivery,
  transaction: EXAMPLE_IDS.transaction,
  legalEntity: 'DE01',
  connection: 'sap-main',
  operation: 'customerInvoice.post',
  reference: '7XV3M9T6R0C8YA2K5Q4W',
  lane: '4711',
  status: 'parked',
  attempts: [
    {
      number: 1,
      kind: 'submit',
      at: EXAMPLE_TIME,
      durationMs: 184,
      outcome: 'rejected',
      detail: 'F5/263: The period 003 of 2026 is closed.',
      request: {
        line: 'POST /sap/opu/odata4/…/JournalEntry',
        headers: { 'content-type': 'application/json' },
      },
      reply: { line: '400', headers: {}, body: '{"error":{"code":"F5/263"}}' },
    },
  ],
  version: 4,
};

export const exampleBankFile = {
  id: EXAMPLE_IDS.bankFile,
  status: 'booked',
  format: 'camt.053.001.08',
  bytes: 18_204,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  receivedAt: EXAMPLE_TIME,
  statements: 1,
  entries: 42,
  legalEntities: ['DE01'],
  reasons: [],
};

export const exampleBankEntry = {
  id: EXAMPLE_IDS.bankEntry,
  bankStatement: EXAMPLE_IDS.bankStatement,
  legalEntity: 'DE01',
  account: 'DE02120300000000202051',
  position: 7,
  amount: { amount: '1190.00', currency: 'EUR' },
  open: { amount: '1190.00', currency: 'EUR' },
  direction: 'credit',
  reversal: false,
  bookingDay: '2026-04-29',
  valueDay: '2026-04-29',
  counterparty: { name: 'Muster GmbH' },
  remittance: ['Invoice 2026-00417'],
  status: 'open',
  version: 1,
};

export const exampleMatch = {
  id: EXAMPLE_IDS.match,
  bankEntry: EXAMPLE_IDS.bankEntry,
  legalEntity: 'DE01',
  status: 'effective',
  allocations: [{ openItem: EXAMPLE_IDS.openItem, amount: '1190.00' }],
  differences: [],
  currency: 'EUR',
  by: 'ana@example.com',
  at: '2026-04-29T09:00:00.000Z',
  version: 1,
};

export const exampleException = {
  id: EXAMPLE_IDS.exception,
  kind: 'period_closed',
  title: 'Invoice 2026-00417 cannot be posted: period 2026-03 is closed',
  explanation: 'The ledger answered F5/263. Nothing was posted.',
  status: 'open',
  legalEntity: 'DE01',
  transaction: EXAMPLE_IDS.transaction,
  delivery: EXAMPLE_IDS.delivery,
  value: { amount: '1190.00', currency: 'EUR' },
  openedAt: '2026-03-31T08:15:31.000Z',
  dueAt: '2026-03-31T16:00:00.000Z',
  actions: ['retry', 'abandon'],
  runbook: 'period-closed',
  comments: [],
  version: 1,
};

export const exampleConnection = {
  name: 'sap-main',
  system: 'sap-s4hana',
  title: 'Ledger of the group',
  state: 'running',
  breaker: 'closed',
  waiting: 1_200,
  oldestWaitingAt: EXAMPLE_TIME,
  deliveriesPerSecond: 40.5,
  forecast: { finishesAt: '2026-03-31T08:16:00.000Z', sentence: 'The backlog is gone in 30 s.' },
  masterData: [{ reading: 'customer.list', items: 300, refreshedAt: EXAMPLE_TIME }],
  version: 1,
};

export const exampleSubscription = {
  id: EXAMPLE_IDS.subscription,
  url: 'https://receiver.example/kontor',
  types: ['kontor.invoice.posted.v1'],
  legalEntities: ['DE01'],
  status: 'active',
  createdAt: EXAMPLE_TIME,
  health: { waiting: 0, consecutiveFailures: 0, lastSuccessAt: '2026-03-31T08:15:32.000Z' },
};
