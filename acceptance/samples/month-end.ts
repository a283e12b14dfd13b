/**
 * What a billing system sends at the end of a month: many invoices in two currencies, a few of them
 * spoilt in different ways, and what must come of it, reckoned here and not by what is tested.
 */

import type { CustomerInvoice } from '@kontor/canon';
import { assert, present } from '@kontor/kernel';
import type { SandboxCustomer } from '@kontor/sandbox';
import { sampleInvoice } from './sample-invoice.ts';

export type MonthEnd = {
  readonly lines: readonly string[];
  /** Those that nothing is wrong with, in order. */
  readonly good: readonly CustomerInvoice[];
  readonly spoilt: readonly SpoiltLine[];
  /** By currency. */
  readonly totals: Readonly<Record<string, Sums>>;
  readonly withoutAmount: number;
};

export type SpoiltLine = {
  readonly line: number;
  readonly code: string;
  /** How the place begins that the first of its errors names; none where there are no errors. */
  readonly pointer?: string;
};

export type Sums = { readonly accepted: Sum; readonly refused: Sum };
type Sum = { count: number; minor: bigint };

export type MonthEndOrder = {
  /** Of DE01, billed in euros. */
  readonly german: readonly SandboxCustomer[];
  /** Of GB01, billed in pounds: every tenth invoice. */
  readonly british: readonly SandboxCustomer[];
  readonly count: number;
  readonly spoilt: number;
  /** Before the numbers. */
  readonly prefix: string;
};

export function monthEnd(order: MonthEndOrder): MonthEnd {
  const { count, spoilt: spoiltCount, prefix } = order;
  assert(count > 3 * spoiltCount, 'between two spoilt lines is a good one');
  const places = new Map(
    Array.from({ length: spoiltCount }, (_, index) => {
      return [Math.floor(((index + 1) * count) / (spoiltCount + 1)), index] as const;
    }),
  );
  const lines: string[] = [];
  const good: CustomerInvoice[] = [];
  const spoilt: SpoiltLine[] = [];
  const totals: Record<string, Sums> = {};
  let withoutAmount = 0;
  for (let index = 0; index < count; index++) {
    const invoice = billed(order, `${prefix}${String(index + 1).padStart(6, '0')}`, index);
    const which = places.get(index);
    if (which === undefined) {
      lines.push(JSON.stringify(invoice));
      good.push(invoice);
      book(totals, invoice, 'accepted');
      continue;
    }
    const spoil = present(SPOILS[which % SPOILS.length], 'there are ways to spoil a line');
    const { text, amountOf, ...told } = spoil(invoice, present(good.at(-1), 'a good one before'));
    lines.push(text);
    spoilt.push({ line: index + 1, ...told });
    if (amountOf) book(totals, amountOf, 'refused');
    else withoutAmount += 1;
  }
  return { lines, good, spoilt, totals, withoutAmount };
}

/** `1190.00` is 119000n. */
export function minorOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

function billed(
  { german, british }: MonthEndOrder,
  number: string,
  index: number,
): CustomerInvoice {
  const net = BigInt(10 + (index % 500));
  const isBritish = british.length > 0 && index % 10 === 9;
  const customers = isBritish ? british : german;
  const customer = present(customers[index % customers.length], 'there are customers');
  const invoice = sampleInvoice({ number, customer, net });
  if (!isBritish) return invoice;
  const amount = invoice.totals.net;
  const zero = { taxCategory: 'Z', taxRate: '0' } as const;
  return {
    ...invoice,
    legalEntity: 'GB01',
    currency: 'GBP',
    lines: invoice.lines.map((line) => ({ ...line, ...zero })),
    taxBreakdown: [{ category: 'Z', rate: '0', taxableAmount: amount, taxAmount: '0.00' }],
    totals: { lineNet: amount, net: amount, tax: '0.00', gross: amount, payable: amount },
  };
}

function book(totals: Record<string, Sums>, invoice: CustomerInvoice, side: keyof Sums): void {
  const { currency } = invoice;
  const sums = (totals[currency] ??= {
    accepted: { count: 0, minor: 0n },
    refused: { count: 0, minor: 0n },
  });
  sums[side].count += 1;
  sums[side].minor += minorOf(invoice.totals.gross);
}

type Spoil = (
  invoice: CustomerInvoice,
  before: CustomerInvoice,
) => Omit<SpoiltLine, 'line'> & {
  readonly text: string;
  /** Whose amount is refused; absent where none can be read. */
  readonly amountOf?: CustomerInvoice;
};

const SPOILS: readonly Spoil[] = [
  (invoice) => {
    const changed = { ...invoice, customer: 'C99999' };
    const told = { code: 'unacceptable_invoice', pointer: '/customer' };
    return { ...told, text: JSON.stringify(changed), amountOf: changed };
  },
  (invoice) => {
    const gross = invoice.totals.gross.replace(/\.\d\d$/, '.01');
    const changed = { ...invoice, totals: { ...invoice.totals, gross } };
    const told = { code: 'unacceptable_invoice', pointer: '/totals' };
    return { ...told, text: JSON.stringify(changed), amountOf: changed };
  },
  (invoice) => {
    const text = JSON.stringify(invoice).slice(0, -9);
    return { code: 'malformed_json', pointer: 'byte', text };
  },
  (invoice) => {
    const changed = { ...invoice, totals: { ...invoice.totals, payable: 119 } };
    const told = { code: 'invalid_request', pointer: '/totals/payable' };
    return { ...told, text: JSON.stringify(changed) };
  },
  (_invoice, before) => {
    return { code: 'duplicate_business_key', text: JSON.stringify(before), amountOf: before };
  },
  (invoice) => {
    const changed = { ...invoice, legalEntity: 'XX99' };
    return { code: 'legal_entity_forbidden', text: JSON.stringify(changed), amountOf: changed };
  },
];
