/**
 * The story of an invoice and a credit note, the table of what the door refuses, the law of
 * amounts.
 */

import type { CustomerInvoice, CustomerInvoicePosting } from '@kontor/canon';
import { money, currency, fromDecimal, present, sum, type TransactionId } from '@kontor/kernel';
import { bankingDayOf, instantFromMs } from '@kontor/kernel';
import {
  advance,
  contextOf,
  initialState,
  type Input,
  type ReferenceData,
  type TransactionState,
} from '@kontor/process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCustomerInvoice } from './process.ts';
import { postingDetails } from './posting-details.ts';
import { someInvoice, someReference } from './some-invoice.ts';

const transactionId = 'txn_01j8zq4w7n2k5xv3m9t6r0c8ya' as TransactionId;
const today = bankingDayOf(instantFromMs(Date.UTC(2026, 2, 31)));
const document = {
  kind: 'confirmed',
  externalReference: '1800000417',
  facts: { fiscalYear: '2026' },
} as const;

function accept(invoice: CustomerInvoice, reference = someReference()): TransactionState {
  const subject = { transactionId, input: invoice };
  const first = advance(createCustomerInvoice, subject, initialState, { type: 'Accepted' });
  const values = postingDetails(contextOf(subject, first.state), reference);
  return arrive(invoice, first.state, { type: 'Enriched', step: 'posting', values });
}

function arrive(invoice: CustomerInvoice, state: TransactionState, input: Input): TransactionState {
  return advance(createCustomerInvoice, { transactionId, input: invoice }, state, input).state;
}

function stepInput(name: string, invoice: CustomerInvoice, state: TransactionState): unknown {
  const step = createCustomerInvoice.steps.find((each) => each.name === name);
  if (step?.kind !== 'deliver') throw new TypeError(`${name} is a delivery`);
  return step.input(contextOf({ transactionId, input: invoice }, state));
}

describe('the story', () => {
  test('an invoice is posted, opened and shown, each under its own reference', () => {
    const invoice = someInvoice();
    const accepted = accept(invoice);
    const posting = stepInput('post', invoice, accepted) as CustomerInvoicePosting;
    expect(posting).toMatchObject({
      kind: 'invoice',
      number: invoice.number,
      gross: '119.00',
      lines: [{ account: '800000', amount: '100.00', taxCode: 'A1' }],
      taxes: [{ taxCode: 'A1', account: '175000', base: '100.00', amount: '19.00', rate: '19' }],
    });
    const posted = arrive(invoice, accepted, {
      type: 'Delivered',
      step: 'post',
      outcome: document,
    });
    expect(stepInput('open', invoice, posted)).toMatchObject({
      amount: '119.00',
      document: { legalEntity: 'DE01', number: '1800000417', year: '2026' },
    });
    const note = stepInput('mirror', invoice, posted) as { reference: string };
    expect(note).toMatchObject({ status: 'posted', documentNumber: '1800000417' });
    expect(note.reference).not.toBe(posting.reference);
  });

  test('a credit note lessens what the customer owes', () => {
    const creditNote = someInvoice({ typeCode: '381' });
    const posted = arrive(creditNote, accept(creditNote), {
      type: 'Delivered',
      step: 'post',
      outcome: document,
    });
    expect(stepInput('post', creditNote, posted)).toMatchObject({
      kind: 'credit-note',
      gross: '119.00',
    });
    expect(stepInput('open', creditNote, posted)).toMatchObject({ amount: '-119.00' });
    expect(createCustomerInvoice.summary(creditNote).amount?.amount).toBe('-119.00');
  });

  test('a large credit note asks a second person before anything is posted', () => {
    const reference = someReference({ creditNoteApprovalAbove: '100' });
    const creditNote = someInvoice({ typeCode: '381' });
    expect(accept(creditNote, reference).status).toBe('waiting');
    expect(accept(someInvoice(), reference).status).toBe('working');
  });

  test('a refusal to open the item reverses the posting with every side turned', () => {
    const invoice = someInvoice();
    const posted = arrive(invoice, accept(invoice), {
      type: 'Delivered',
      step: 'post',
      outcome: document,
    });
    const turned = arrive(invoice, posted, {
      type: 'Delivered',
      step: 'open',
      outcome: { kind: 'rejected', reason: 'duplicate', vendorCode: 'open', vendorText: 'taken' },
    });
    const step = present(
      createCustomerInvoice.steps.find(({ name }) => name === 'post'),
      'it has a posting',
    );
    if (step.kind !== 'deliver' || !('by' in step.undo)) throw new TypeError('it can be undone');
    const reversal = step.undo.input(contextOf({ transactionId, input: invoice }, turned));
    expect(reversal).toMatchObject({
      document: { number: '1800000417' },
      reason: 'open: taken',
      original: { gross: '119.00' },
    });
  });
});

describe('the door refuses', () => {
  const cases: readonly [string, Partial<CustomerInvoice>, ReferenceData?][] = [
    ['legal_entity_unknown', { legalEntity: 'XX99' }],
    ['customer_unknown', { customer: 'C404' }],
    ['customer_blocked', {}, someReference({}, { blocked: true })],
    ['customer_not_of_legal_entity', {}, someReference({}, { legalEntities: ['GB01'] })],
    ['currency_not_allowed', { currency: 'CHF' }],
    ['period_closed', { issueDate: '2025-12-31' }],
    ['no_such_day', { issueDate: '2026-02-30' }],
    ['account_unknown', { lines: [line({ revenueAccount: '999999' })] }],
    ['account_not_revenue', { lines: [line({ revenueAccount: '113100' })] }],
    ['account_blocked', { lines: [line({ revenueAccount: '800900' })] }],
    ['tax_code_unknown', { lines: [line({ taxRate: '7' })] }],
    ['BR-CO-15', { totals: { ...someInvoice().totals, gross: '119.01' } }],
    ['BR-CL-04', { currency: 'XXQ' }],
  ];
  test.each(cases)('%s', (code, change, reference = someReference()) => {
    const invoice = someInvoice(change);
    const defects = createCustomerInvoice.checks.flatMap((check) =>
      check(invoice, reference, today),
    );
    expect(defects.map((defect) => defect.code)).toContain(code);
  });

  test('nothing about a good invoice', () => {
    const all = createCustomerInvoice.checks.flatMap((check) =>
      check(someInvoice(), someReference(), today),
    );
    expect(all).toEqual([]);
  });
});

test('whatever the lines, what is posted balances: gross is revenue plus tax', () => {
  const cents = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1, maxLength: 20 }), (nets) => {
      const invoice = someInvoice({}, nets);
      const posting = stepInput('post', invoice, accept(invoice)) as CustomerInvoicePosting;
      const eur = currency('EUR');
      const exact = (text: string) => present(fromDecimal(text, eur), 'exact');
      const parts = [...posting.lines, ...posting.taxes].map(({ amount }) => exact(amount));
      expect(sum(parts, eur)).toEqual(exact(posting.gross));
      expect(sum(parts, eur)).not.toEqual(money(0n, eur));
    }),
  );
});

function line(change: Partial<CustomerInvoice['lines'][number]>): CustomerInvoice['lines'][number] {
  return { ...present(someInvoice().lines[0], 'it has a line'), ...change };
}
