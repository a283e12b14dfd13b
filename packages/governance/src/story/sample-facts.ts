/** Facts for the tests of the story: one invoice, and what may happen to it. */

import type { BankingDay, Instant } from '@kontor/kernel';
import type {
  AttemptFacts,
  DeliveryFacts,
  ExceptionFacts,
  PaymentFacts,
  StoryFacts,
  TransactionFacts,
} from './facts.ts';

/** Of 31 March 2026. */
export function at(time: string): Instant {
  return `2026-03-31T${time}.000Z` as Instant;
}

export function euros(amount: string) {
  return { amount, currency: 'EUR' };
}

export const invoice: TransactionFacts = {
  transactionId: 'txn_1',
  document: 'invoice',
  number: '2026-00417',
  legalEntity: 'DE01',
  customer: 'C10042',
  partyName: 'Muster GmbH',
  amount: euros('1190.00'),
  application: 'shop',
  channel: 'api',
  acceptedAt: at('09:14:00'),
  status: 'done',
  finishedAt: at('09:14:09'),
  checks: ['customer known', 'period open', 'totals agree'],
};

export function facts(change: Partial<StoryFacts> = {}): StoryFacts {
  return {
    transaction: invoice,
    history: [],
    deliveries: [posted, opened, shown],
    exceptions: [],
    openItem: owed('1190.00'),
    payments: [],
    events: [],
    ...change,
  };
}

export function owed(open: string): NonNullable<StoryFacts['openItem']> {
  const status = open === '1190.00' ? 'open' : open === '0.00' ? 'cleared' : 'partly';
  const dueDay = '2026-04-30' as BankingDay;
  return { amount: euros('1190.00'), open: euros(open), status, dueDay };
}

export function attempt(
  time: string,
  kind: AttemptFacts['kind'],
  outcome: AttemptFacts['outcome'],
  detail?: string,
): AttemptFacts {
  return { kind, outcome, at: at(time), durationMs: 184, ...(detail !== undefined && { detail }) };
}

export function posting(change: Partial<DeliveryFacts> = {}): DeliveryFacts {
  return {
    deliveryId: 'dlv_post',
    direction: 'forward',
    title: 'posted in the ledger',
    role: 'ledger',
    connection: 'sap-main',
    system: 'SAP',
    status: 'confirmed',
    externalReference: '1800000417',
    createdAt: at('09:14:00'),
    attempts: [attempt('09:14:03', 'submit', 'confirmed', '1800000417')],
    ...change,
  };
}

export const posted = posting();

export const opened: DeliveryFacts = {
  deliveryId: 'dlv_open',
  direction: 'forward',
  title: 'opened for payment',
  role: 'receivables',
  connection: 'receivables',
  system: 'Kontor’s sub-ledger',
  status: 'confirmed',
  externalReference: 'opn_1',
  createdAt: at('09:14:04'),
  attempts: [attempt('09:14:05', 'submit', 'confirmed', 'opn_1')],
};

export const shown: DeliveryFacts = {
  deliveryId: 'dlv_mirror',
  direction: 'forward',
  title: 'shown to sales',
  role: 'crm',
  connection: 'salesforce',
  system: 'Salesforce',
  status: 'confirmed',
  externalReference: '00T1',
  createdAt: at('09:14:06'),
  attempts: [attempt('09:14:07', 'submit', 'confirmed', '00T1')],
};

export function exception(change: Partial<ExceptionFacts> = {}): ExceptionFacts {
  return {
    exceptionId: 'exc_1',
    kind: 'delivery',
    code: 'outcome_unknown',
    text: 'SAP gives no clear answer',
    deliveryId: 'dlv_post',
    openedAt: at('10:30:00'),
    comments: [],
    ...change,
  };
}

export function payment(change: Partial<PaymentFacts> = {}): PaymentFacts {
  return {
    matchId: 'mat_1',
    bankEntryId: 'ben_1',
    received: euros('500.00'),
    from: 'MUSTER GMBH',
    account: '****2051',
    bookingDay: '2026-04-29' as BankingDay,
    statement: { number: '84', day: '2026-04-29' as BankingDay },
    rule: 'invoice number named',
    explanation: 'The text names invoice 2026-00417, and less came than is owed',
    madeBy: 'engine',
    madeAt: '2026-04-30T06:00:00.000Z' as Instant,
    claims: [{ number: '2026-00417', amount: euros('500.00') }],
    ...change,
  };
}
