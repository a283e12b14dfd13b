/** Documents of before a restore, as a simulated tenant has them, and what is said of each. */

import type { CustomerInvoicePosting } from '@kontor/canon';
import {
  memorySession,
  openHttpPort,
  type ConnectorContext,
  type DeliveryOutcome,
} from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSapSimulator } from '../simulator/start-simulator.ts';
import type { SapS4hanaConfig } from './config.ts';
import {
  postCustomerInvoice,
  recogniseCustomerInvoice,
  reverseCustomerInvoice,
} from './customer-invoice.ts';
import { postIncomingPayment, recogniseIncomingPayment } from './incoming-payment.ts';
import { answering, someConfig, someInvoice, somePayment, someTenant } from './samples.ts';

let context: ConnectorContext<SapS4hanaConfig>;
let close: () => Promise<void>;
beforeAll(async () => {
  const simulator = await startSapSimulator({ masterData: someTenant });
  const http = openHttpPort({ baseUrl: simulator.url, timeoutMs: 3_000, clock: systemClock });
  const session = memorySession(systemClock);
  context = { config: someConfig, http: http.port, clock: systemClock, session };
  close = async () => {
    await http.close();
    await simulator.stop();
  };
});
afterAll(() => close());

const LOST = '0123456789ABCDEFGHJK';
const NEW = '7Q2M4ZC8R1XK5T9VB3NJ';

describe('an invoice that was posted before', () => {
  test('is recognised under its new reference', async () => {
    const posted = await post({ number: 'LOST-1' });
    expect(await recognised({ number: 'LOST-1' })).toEqual(posted);
  });

  test('is not when it was never posted, nor by the end of a longer number', async () => {
    await post({ number: 'EAST/WEST-2026-000000002' });
    const other = { number: 'NORTH/WEST-2026-000000002' };
    expect(await recognised({ number: 'LOST-NEVER' })).toEqual({ kind: 'absent' });
    expect(await recognised({ number: 'EAST/WEST-2026-000000002' })).toMatchObject({
      kind: 'confirmed',
    });
    expect(await recognised(other)).toEqual({ kind: 'absent' });
  });

  test('with another amount, or of another customer’s books, is for a person', async () => {
    await post({ number: 'LOST-3' });
    const dearer = someInvoice({ number: 'LOST-3' });
    const change = {
      gross: '1309.00',
      lines: [{ account: '41000000', amount: '1100.00', taxCode: 'A1' }],
      taxes: dearer.taxes.map((tax) => ({ ...tax, base: '1100.00', amount: '209.00' })),
    };
    const outcome = await recognised({ number: 'LOST-3', ...change });
    expect(outcome).toMatchObject({ kind: 'differs', detail: expect.stringContaining('LOST-3') });
    const elsewhere = await recognised({ number: 'LOST-3', customer: 'C10044' });
    expect(elsewhere.kind).toBe('differs');
  });

  test('and taken back may be posted again; posted again, it is there', async () => {
    const posted = await post({ number: 'LOST-4' });
    if (posted.kind !== 'confirmed') throw new Error(posted.kind);
    const reversal = {
      reference: NEW.replace('7', '8'),
      document: { legalEntity: 'DE01', number: posted.externalReference, year: '2026' },
      postingDay: '2026-04-01',
      reason: 'Taken back',
      original: someInvoice({ number: 'LOST-4' }),
    };
    expect((await reverseCustomerInvoice(reversal, context)).kind).toBe('confirmed');
    expect(await recognised({ number: 'LOST-4' })).toEqual({ kind: 'absent' });
    const again = await post({ number: 'LOST-4', reference: NEW.replace('7', '9') });
    expect(await recognised({ number: 'LOST-4' })).toEqual(again);
  });

  test('by somebody else is none of ours', async () => {
    await post({ number: 'LOST-5', reference: 'by hand' });
    expect(await recognised({ number: 'LOST-5' })).toEqual({ kind: 'absent' });
  });
});

describe('a payment that was posted before', () => {
  test('is recognised by its day, its reference and its invoices', async () => {
    const posted = await postIncomingPayment(somePayment({ reference: LOST }), context);
    const again = somePayment({ reference: NEW });
    expect(await recogniseIncomingPayment(again, context)).toEqual(posted);
    const nextMonth = { ...again, bookingDay: '2026-05-28', postingDay: '2026-05-28' };
    expect(await recogniseIncomingPayment(nextMonth, context)).toEqual({ kind: 'absent' });
  });

  test('on account is for a person, for two receipts may look the same', async () => {
    const onAccount = {
      ...{ bankReference: 'TWICE', amount: '10.00', onAccount: '10.00' },
      ...{ allocations: [], differences: [] },
    };
    await postIncomingPayment(somePayment({ reference: LOST, ...onAccount }), context);
    const outcome = await recogniseIncomingPayment(
      somePayment({ reference: NEW, ...onAccount }),
      context,
    );
    expect(outcome.kind).toBe('differs');
  });
});

test.each([
  ['no list', { body: '{}' }],
  ['a fault', { status: 500, body: '' }],
  [
    'more than it shows',
    { body: JSON.stringify({ d: { results: [], __next: 'https://sap.example/more' } }) },
  ],
])('%s proves nothing', async (_title, answer) => {
  const { context: deaf } = answering(answer);
  expect((await recogniseCustomerInvoice(someInvoice(), deaf)).kind).toBe('unknown');
});

function post(change: Partial<CustomerInvoicePosting>): Promise<DeliveryOutcome> {
  return postCustomerInvoice(someInvoice({ reference: LOST, ...change }), context);
}

function recognised(change: Partial<CustomerInvoicePosting>) {
  return recogniseCustomerInvoice(someInvoice({ reference: NEW, ...change }), context);
}
