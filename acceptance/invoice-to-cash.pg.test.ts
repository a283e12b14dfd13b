/**
 * The main job, told by the systems themselves: an invoice reaches the ledger once, whatever
 * happens on the way, its money is found, and everybody who should know is told (G1, G3, G4, G6b,
 * G7, C20, C33, C93).
 */

import type { CustomerInvoice } from '@kontor/canon';
import {
  cloudEventOf,
  createBankFile,
  createCustomerInvoice,
  createWebhookSubscription,
  EVENTS,
  getDelivery,
  getTransaction,
  getTransactionStory,
  listConnections,
  listExceptions,
  listOpenItems,
  listTransactions,
  resolveException,
  type CloudEvent,
} from '@kontor/contracts';
import { plusDays, present } from '@kontor/kernel';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from './platform/eventually.ts';
import { ledgerDocuments } from './platform/ledger-documents.ts';
import { receiveWebhooks } from './platform/receive-webhooks.ts';
import { startPlatform } from './platform/start-platform.ts';
import { bankDays } from './samples/bank-days.ts';
import { asCii } from './samples/sample-cii.ts';
import {
  asUbl,
  germanCustomers,
  grossOf,
  sampleInvoice,
  TODAY,
  type InvoiceOrder,
} from './samples/sample-invoice.ts';

const platform = await startPlatform();
const { sandbox } = platform;
const sap = sandbox.system('sap-s4hana');
const shop = platform.as('shop');
const operations = platform.as('operations');
const customers = germanCustomers(sandbox);
const days = bankDays(sandbox.bank);
const receiver = await receiveWebhooks();
const subscription = await operations.read(createWebhookSubscription, {
  json: { url: receiver.url, types: EVENTS.map(({ type }) => type) },
});
receiver.trust(present(subscription, 'it was made').secret);

// The first call fails and comes again five seconds later, while the tests go on.
const unlucky = ['HOOK-260001', 'HOOK-260002', 'HOOK-260003'];
receiver.failNext(1);
for (const number of unlucky) await handOver({ number, customer: customerOf(10) });

afterEach(() => sap.faults.clear());

function customerOf(index: number) {
  return present(customers[index], 'there are customers enough');
}

/** Waits until nothing more happens to it by itself. */
async function handOver(order: InvoiceOrder) {
  const request = { json: sampleInvoice(order), headers: { prefer: 'wait=20' } };
  return present(await shop.read(createCustomerInvoice, request), 'it is accepted');
}

async function handOverStatement(...receipts: readonly { amount: string; text: string }[]) {
  const movements = receipts.map(({ amount, text }) => {
    return { direction: 'credit', amount, remittance: [text] } as const;
  });
  const body = { type: 'application/xml', content: days.next(movements).camt };
  return present(await operations.read(createBankFile, { body }), 'it is booked');
}

async function openItemOf(number: string) {
  return (await operations.read(listOpenItems, { query: { number } })).items[0];
}

function paid(number: string) {
  return eventually(
    () => openItemOf(number),
    (item) => item?.status === 'cleared',
  );
}

/** Of payments, as the ledger has them: they name the invoice that they pay. */
function documentsOf(number: string, documentType: 'DR' | 'DZ') {
  const documents = ledgerDocuments(sandbox, number);
  return documents.filter(({ facts }) => facts['documentType'] === documentType);
}

function paymentPosted(number: string) {
  return eventually(
    async () => documentsOf(number, 'DZ'),
    (documents) => documents.length > 0,
  );
}

async function readFeed(): Promise<readonly CloudEvent[]> {
  const events: CloudEvent[] = [];
  let path = '/v1/events?limit=500';
  for (;;) {
    const { text, headers } = await operations.send({ method: 'GET', path });
    const batch = JSON.parse(text) as readonly CloudEvent[];
    if (batch.length === 0) return events;
    events.push(...batch);
    path = present(/<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1], 'it goes on');
  }
}

describe('an invoice', () => {
  type Form = readonly [string, string, string, (invoice: CustomerInvoice) => string];
  const forms: readonly Form[] = [
    ['JSON', 'FORM-JSON-260001', 'application/json', (invoice) => JSON.stringify(invoice)],
    ['UBL', 'FORM-UBL-260002', 'application/xml', (invoice) => asUbl(invoice, sandbox)],
    ['CII', 'FORM-CII-260003', 'application/xml', (invoice) => asCii(invoice, sandbox)],
  ];

  test.each(forms)('as %s is posted, paid, told and explained', async (_, number, type, write) => {
    const net = BigInt(1_000 + number.length);
    const invoice = sampleInvoice({ number, customer: customerOf(0), net });
    const request = { body: { type, content: write(invoice) }, headers: { prefer: 'wait=20' } };
    const posted = await shop.answer(createCustomerInvoice, request);
    expect(posted.status).toBe(200);
    expect(posted.body).toMatchObject({ status: 'done', number, customer: customerOf(0).number });
    const [document, ...more] = documentsOf(number, 'DR');
    expect(more).toEqual([]);

    await handOverStatement({ amount: grossOf(net), text: `Invoice ${number}` });
    await paid(number);
    const [payment, ...others] = await paymentPosted(number);
    expect(others).toEqual([]);

    const id = present(posted.body, 'it was posted').id;
    const events = () => receiver.events.filter((event) => JSON.stringify(event).includes(number));
    await eventually(
      async () => events().map((event) => event.type),
      (types) => types.includes('kontor.payment.applied.v1'),
    );
    expect(events().map((event) => event.type)).toEqual([
      'kontor.invoice.accepted.v1',
      'kontor.invoice.posted.v1',
      'kontor.payment.applied.v1',
    ]);
    const params = { transactionId: id };
    const story = JSON.stringify(await operations.read(getTransactionStory, { params }));
    for (const told of [number, document?.number, payment?.number, 'Salesforce', 'statement']) {
      expect(story).toContain(told);
    }
    expect(story).toMatch(/nothing of it is open any more/);
    expect(story).toMatch(/invoice posted/);
  });

  test('whose reply gets lost is in the ledger once', async () => {
    const number = 'LOST-260001';
    await sap.faults.set({ lostReplyRate: 1 });
    const json = sampleInvoice({ number, customer: customerOf(1) });
    const accepted = await shop.read(createCustomerInvoice, { json });
    await eventually(
      async () => documentsOf(number, 'DR'),
      (documents) => documents.length === 1,
    );
    await sap.faults.clear();
    const params = { transactionId: present(accepted, 'it is accepted').id };
    const done = await eventually(
      () => operations.read(getTransaction, { params }),
      ({ status }) => status === 'done',
    );
    expect(documentsOf(number, 'DR')).toHaveLength(1);
    const post = done.deliveries.find(({ operation }) => operation === 'customerInvoice.post');
    const delivery = await operations.read(getDelivery, {
      params: { deliveryId: present(post, 'it was posted').id },
    });
    const [first, ...later] = delivery.attempts.map(({ kind, outcome }) => `${kind} ${outcome}`);
    expect(first).toBe('submit unknown');
    expect(later.at(-1)).toBe('look-up confirmed');
    expect(later).not.toContain('submit confirmed');
    expect(delivery.reference).toBe(documentsOf(number, 'DR')[0]?.reference);
  });
});

describe('when SAP is down', () => {
  test('invoices are accepted, their backlog is seen, and it drains in order', async () => {
    await sap.faults.set({ down: true });
    const numbers = Array.from({ length: 24 }, (_, index) => `DOWN-2600${10 + index}`);
    for (const [index, number] of numbers.entries()) {
      const json = sampleInvoice({ number, customer: customerOf(2 + (index % 4)) });
      const request = { json, headers: { prefer: 'wait=0' } };
      expect((await shop.answer(createCustomerInvoice, request)).status).toBe(202);
    }
    const waiting = await eventually(
      () => operations.read(listConnections),
      ({ items }) => items.some(({ name, breaker }) => name === sap.name && breaker !== 'closed'),
    );
    expect(waiting.items.find(({ name }) => name === sap.name)).toMatchObject({ waiting: 24 });
    const metrics = await fetch(`${platform.url}/metrics`).then((reply) => reply.text());
    expect(metrics).toContain(`kontor_connection_waiting{connection="${sap.name}"} 24`);

    await sap.faults.clear();
    await eventually(
      () => operations.read(listTransactions, { query: { status: 'working' } }),
      ({ items }) => items.length === 0,
      { withinMs: 30_000 },
    );
    const posted = sap.ledger
      .entries()
      .filter(({ facts }) => String(facts['documentReference']).startsWith('DOWN-'))
      .map(({ facts }) => `${String(facts['customer'])} ${String(facts['documentReference'])}`);
    const handedOver = numbers.map(
      (number, index) => `${customerOf(2 + (index % 4)).number} ${number}`,
    );
    expect(posted).toHaveLength(24);
    expect(posted.toSorted()).toEqual(handedOver.toSorted());
    for (const customer of new Set(handedOver.map((each) => each.split(' ')[0]))) {
      const of = (all: readonly string[]) => all.filter((each) => each.startsWith(`${customer} `));
      expect(of(posted)).toEqual(of(handedOver));
    }
  });
});

describe('when SAP refuses', () => {
  const company = { companyCode: '1010', openFrom: '2020-01-01' };
  const close = () =>
    sap.loadMasterData({ companyCodes: [{ ...company, openTo: plusDays(TODAY, -60) }] });
  const open = () =>
    sap.loadMasterData({ companyCodes: [{ ...company, openTo: plusDays(TODAY, 60) }] });

  afterEach(open);

  async function exceptionOf(transaction: string) {
    const { items } = await operations.read(listExceptions, { query: { transaction } });
    return present(items[0], 'it has an exception');
  }

  test('a person is told why, mends it and tries again: it is posted once', async () => {
    const number = 'CLOSED-260001';
    close();
    const refused = await handOver({ number, customer: customerOf(7) });
    expect(refused).toMatchObject({ status: 'refused' });
    const exception = await exceptionOf(refused.id);
    expect(exception).toMatchObject({ kind: 'period_closed', actions: ['retry', 'abandon'] });
    expect(exception.explanation).toMatch(/F5\/201: Posting period .* is not open/);
    open();
    const json = { action: 'retry', reason: 'Reopened by accounting.', version: exception.version };
    const params = { exceptionId: exception.id };
    await operations.read(resolveException, { params, json });
    await eventually(
      () => openItemOf(number),
      (item) => item?.status === 'open',
    );
    expect(documentsOf(number, 'DR')).toHaveLength(1);
    const again = await operations.refusal(resolveException, { params, json });
    expect(again.problem.code).toMatch(/exception_already_resolved|version_conflict/);
  });

  test('a payment, what was claimed for it is free again, and a person is asked', async () => {
    const number = 'UNPAID-260001';
    await handOver({ number, customer: customerOf(8), net: 4_321n });
    close();
    await handOverStatement({ amount: grossOf(4_321n), text: number });
    const released = await eventually(
      () => operations.read(listExceptions, { query: { kind: 'receipt_released' } }),
      ({ items }) => items.length > 0,
    );
    expect(released.items[0]?.explanation).toContain(grossOf(4_321n));
    expect(await openItemOf(number)).toMatchObject({
      status: 'open',
      open: { amount: grossOf(4_321n), currency: 'EUR' },
    });
    expect(documentsOf(number, 'DZ')).toEqual([]);
  });
});

describe('a credit note above the limit of its company', () => {
  const order = { customer: customerOf(9), typeCode: '381', net: 60_000n } as const;

  test('waits for a second person, and is posted when that person approves', async () => {
    const json = sampleInvoice({ ...order, number: 'CREDIT-260001' });
    const accepted = await operations.read(createCustomerInvoice, { json });
    const query = { transaction: present(accepted, 'it is accepted').id };
    const { items } = await operations.read(listExceptions, { query });
    const exception = present(items[0], 'it waits for somebody');
    const request = {
      params: { exceptionId: exception.id },
      json: { action: 'approve', reason: 'Agreed with sales.', version: exception.version },
    };
    const own = await operations.refusal(resolveException, request);
    expect(own.problem.code).toBe('four_eyes_required');
    expect(documentsOf('CREDIT-260001', 'DR')).toEqual([]);
    const controller = platform.as('controller');
    await controller.read(resolveException, request);
    await eventually(
      () => openItemOf('CREDIT-260001'),
      (item) => item?.status === 'open',
    );
    expect(ledgerDocuments(sandbox, 'CREDIT-260001')).toHaveLength(1);
  });
});

describe('the feed', () => {
  test('has events that keep their contracts, each once, in the order of their position', async () => {
    const events = await readFeed();
    const contracts = new Map<string, (event: CloudEvent) => readonly unknown[]>(
      EVENTS.map(({ type, data }) => {
        const contract = Compile(cloudEventOf(Type.Literal(type), data));
        return [type, (event) => [...contract.Errors(event)]];
      }),
    );
    for (const event of events) {
      const errorsOf = present(contracts.get(String(event.type)), 'every type has a contract');
      expect(errorsOf(event), JSON.stringify(event)).toEqual([]);
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const sequences = events.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted());
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThanOrEqual(6);
  });

  test('is what the webhook was told, event by event', async () => {
    const ids = (events: readonly CloudEvent[]) => events.map(({ id }) => id).toSorted();
    await eventually(
      async () => ({ feed: ids(await readFeed()), told: ids(receiver.events) }),
      ({ feed, told }) => feed.join() === told.join(),
    );
    expect(receiver.strangers).toEqual([]);
  });

  test('is told to a receiver that fails now and then, whole and in order per customer', async () => {
    const told = () =>
      receiver.events
        .filter(({ type }) => type === 'kontor.invoice.posted.v1')
        .flatMap(({ data }) => (data as { readonly number: string }).number)
        .filter((number) => unlucky.includes(number));
    await eventually(
      async () => told(),
      (numbers) => numbers.length === unlucky.length,
    );
    expect(told()).toEqual(unlucky);
  });
});
