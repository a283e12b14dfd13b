/** Evidence of a small day on which everything went well, for tests that plant one fault in it. */

import { currency } from '@kontor/kernel';
import type { SapDocument } from '../books/sap-documents.ts';
import type { Evidence, FedEvent, Handover } from './evidence.ts';

/**
 * Two customers with three invoices and a credit note; one receipt that paid, one that went back.
 */
export function someEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    entities: [{ code: 'DE01', companyCode: '1010', currency: 'EUR' }],
    handovers: [
      handover('A', 'DE-1', 10_000n),
      handover('A', 'DE-2', 20_050n),
      handover('A', 'DE-3', -500n),
      handover('B', 'DE-4', 7_777n),
      { ...handover('B', 'DE-4', 7_777n), ...AGAIN },
      { ...handover('B', 'DE-5', 100n), ...REFUSED },
    ],
    standings: new Map(['DE-1', 'DE-2', 'DE-3', 'DE-4'].map((number) => [`txn-${number}`, 'done'])),
    troubled: new Set(),
    exceptions: [],
    documents: [
      billing(1, 'DE-1', 10_000n),
      billing(2, 'DE-4', 7_777n),
      billing(3, 'DE-2', 20_050n),
      billing(4, 'DE-3', -500n),
      payment(5, 10_000n),
    ],
    notes: ['DE-1', 'DE-2', 'DE-3', 'DE-4'].map((number) => {
      return { reference: `R-${number}`, legalEntity: 'DE01', subject: 'invoice', number };
    }),
    receipts: [
      { ...EUR, minor: 10_000n, kind: 'exact', isReturned: false },
      { ...EUR, minor: 7_777n, kind: 'returned', isReturned: true },
      { ...EUR, minor: 13n, kind: 'unknown-payer', isReturned: false },
    ],
    entries: [
      { ...EUR, id: 'ben-1', direction: 'credit', minor: 10_000n, open: 0n, isReturned: false },
      { ...EUR, id: 'ben-2', direction: 'credit', minor: 7_777n, open: 0n, isReturned: true },
      { ...EUR, id: 'ben-3', direction: 'credit', minor: 13n, open: 13n, isReturned: false },
      { ...EUR, id: 'ben-4', direction: 'debit', minor: 7_777n, open: 0n, isReturned: false },
    ],
    matches: [
      { ...EUR, id: 'mat-1', bankEntry: 'ben-1', used: 10_000n, isEffective: true, by: 'rule:x' },
      { ...EUR, id: 'mat-2', bankEntry: 'ben-2', used: 7_777n, isEffective: false, by: 'rule:x' },
    ],
    files: [
      { name: 'a.xml', expectation: 'booked', answer: 'booked', standing: 'booked' },
      { name: 'b.xml', expectation: 'duplicate', answer: 'known', standing: 'booked' },
      { name: 'c.xml', expectation: 'quarantined', answer: 'quarantined', standing: 'quarantined' },
      { name: 'd.xml', expectation: 'waiting', answer: 'waiting', standing: 'booked' },
    ],
    controlTotals: [{ ...EUR, acceptedCount: 4, acceptedMinor: 37_327n, isBalanced: true }],
    feed: someFeed(),
    webhooks: {
      events: new Set(['posted-DE-1', 'posted-DE-2', 'posted-DE-3', 'posted-DE-4']),
      types: new Set(['kontor.invoice.posted.v1']),
      repeats: 1,
      failed: 1,
      unverified: 0,
    },
    audited: new Set(['txn-DE-1', 'txn-DE-2', 'txn-DE-3', 'txn-DE-4']),
    breaches: [],
    ...changes,
  };
}

export function handover(lane: string, number: string, gross: bigint): Handover {
  return {
    ...EUR,
    lane,
    customer: lane,
    number,
    gross,
    expectation: { kind: 'accepted' },
    answer: { kind: 'accepted', transaction: `txn-${number}` },
    latencyMs: 12,
  };
}

export function billing(sequence: number, documentReference: string, minor: bigint): SapDocument {
  return {
    ...BOOK,
    sequence,
    number: `18000000${sequence}`,
    reference: `REF-${sequence}`,
    kind: 'billing',
    documentReference,
    receivable: minor,
    bank: 0n,
  };
}

export function payment(sequence: number, minor: bigint): SapDocument {
  return {
    ...billing(sequence, `bank-${sequence}`, -minor),
    kind: 'payment',
    bank: minor,
  };
}

/** Takes back the document of that sequence: the same with every side turned. */
export function reversalOf(original: SapDocument, sequence: number): SapDocument {
  return {
    ...original,
    sequence,
    number: `18000000${sequence}`,
    reference: `REF-${sequence}`,
    reverses: original.number,
    receivable: -original.receivable,
    bank: -original.bank,
  };
}

function someFeed(): readonly FedEvent[] {
  const numbers = ['DE-1', 'DE-2', 'DE-3', 'DE-4'];
  const told = numbers.flatMap((number, index) => [
    eventOf('accepted', number, index * 2),
    eventOf('posted', number, index * 2 + 1),
  ]);
  const data = { match: 'mat-1', documentNumber: '180000005' };
  const type = 'kontor.payment.applied.v1';
  return [...told, { id: 'applied-1', type, partitionKey: 'A', sequence: '00099', data }];
}

function eventOf(what: string, number: string, at: number): FedEvent {
  return {
    id: `${what}-${number}`,
    type: `kontor.invoice.${what}.v1`,
    partitionKey: 'A',
    sequence: String(at + 1).padStart(5, '0'),
    data: { transaction: `txn-${number}` },
  };
}

const EUR = { legalEntity: 'DE01', currency: 'EUR' } as const;
const BOOK = { companyCode: '1010', customer: 'C1', currency: currency('EUR') };

const AGAIN = {
  expectation: { kind: 'duplicate' },
  answer: { kind: 'duplicate', transaction: 'txn-DE-4' },
} as const;

const REFUSED = {
  expectation: { kind: 'refused', problem: 'unacceptable_invoice', defect: 'period_closed' },
  answer: { kind: 'refused', problem: 'unacceptable_invoice', defects: ['period_closed'] },
} as const;
