/**
 * Who pays what, and how well: most pay one invoice to the cent, and the rest is what accounts
 * receivable is for. What is not paid stays open.
 */

import { isCreditNote, type Counterparty, type CustomerInvoice } from '@kontor/canon';
import {
  currency as currencyOf,
  fromDecimal,
  money,
  present,
  toDecimal,
  type CurrencyCode,
  type Money,
  type Random,
} from '@kontor/kernel';
import type { SandboxCompany, SandboxCustomer } from '@kontor/sandbox';
import { hasLuck, pick, pickWeighted, shuffled, wholeBetween } from './draw.ts';
import { DAYS, FIRST_BANK_DAY, type Receipt, type ReceiptKind, type Return } from './scenario.ts';

export type Receiving = { readonly company: SandboxCompany; readonly random: Random };

export function makeReceipts(
  invoices: readonly CustomerInvoice[],
  { company, random }: Receiving,
): { readonly receipts: readonly Receipt[]; readonly returns: readonly Return[] } {
  const payers = shuffled([...byPayer(invoices).values()], random);
  const receipts = payers.flatMap((documents) => payDocuments(documents, { company, random }));
  const returns = receipts
    .filter(({ kind }) => kind === 'returned')
    .map((receipt) => toReturn(receipt));
  return { receipts, returns };
}

function byPayer(invoices: readonly CustomerInvoice[]): Map<string, CustomerInvoice[]> {
  const payers = new Map<string, CustomerInvoice[]>();
  for (const invoice of invoices) {
    const key = `${invoice.legalEntity}/${invoice.customer}`;
    const documents = payers.get(key);
    if (documents) documents.push(invoice);
    else payers.set(key, [invoice]);
  }
  return payers;
}

function payDocuments(
  documents: readonly CustomerInvoice[],
  receiving: Receiving,
): readonly Receipt[] {
  const { random } = receiving;
  const notes = documents.filter(isCreditNote);
  const unpaid = [
    ...shuffled(
      documents.filter((each) => !isCreditNote(each)),
      random,
    ),
  ];
  const receipts: Receipt[] = [];
  for (let invoice = unpaid.pop(); invoice; invoice = unpaid.pop()) {
    if (hasLuck(UNPAID_SHARE, random)) continue;
    const kind = pickWeighted(KINDS, random);
    const payment: Payment = { kind, invoice, ...receiving };
    if (kind === 'combined') {
      const others = unpaid.splice(-wholeBetween({ from: 1, to: 2 }, random));
      receipts.push(combined(payment, [invoice, ...others, ...notes.splice(0, 1)]));
    } else if (kind === 'partial') receipts.push(...inTwoParts(payment));
    else receipts.push(single(payment));
  }
  return receipts;
}

type Payment = Receiving & {
  readonly kind: ReceiptKind;
  readonly invoice: CustomerInvoice;
};

function single(payment: Payment): Receipt {
  const { kind, invoice, random } = payment;
  const due = dueOf(invoice);
  const wording = worded(invoice, random);
  const paid: Paid = { amount: due, pays: [invoice.number], ...wording };
  switch (kind) {
    case 'short-within-tolerance':
      return receipt(payment, { ...paid, amount: plus(due, -SHORT_WITHIN_TOLERANCE) });
    case 'short':
      return receipt(payment, { ...paid, amount: plus(due, -(due.minor / 20n) - 1n) });
    case 'over':
      return receipt(payment, { ...paid, amount: plus(due, OVERPAID) });
    case 'wrong-reference': {
      const remittance = [`Invoice ${invoice.number.slice(0, -5)}99${invoice.number.slice(-3)}`];
      return receipt(payment, { amount: due, pays: paid.pays, remittance });
    }
    case 'unknown-payer':
      return receipt(payment, { amount: unlike(due, random), pays: [], remittance: ['thank you'] });
    default:
      return receipt(payment, paid);
  }
}

/** Neither name nor number, and not even the amount: a little less, or a little more. */
function unlike(due: Money, random: Random): Money {
  return plus(due, hasLuck(0.5, random) ? 13n : -(due.minor / 25n) - 1n);
}

/** One receipt for several documents, a credit note taken off: the payer lists their numbers. */
function combined(payment: Payment, documents: readonly CustomerInvoice[]): Receipt {
  const { currency } = dueOf(payment.invoice);
  const minor = documents.reduce((total, document) => total + signed(document), 0n);
  if (minor <= 0n) return single({ ...payment, kind: 'exact' });
  const pays = documents.map(({ number }) => number);
  return receipt(payment, { amount: money(minor, currency), pays, remittance: [pays.join(', ')] });
}

function inTwoParts(payment: Payment): readonly Receipt[] {
  const { invoice } = payment;
  const due = dueOf(invoice);
  const first = due.minor / 3n;
  if (first === 0n) return [single({ ...payment, kind: 'exact' })];
  const pays = [invoice.number];
  const part = (minor: bigint, text: string, day: number) => {
    const remittance = [`${invoice.number} ${text}`];
    return receipt(payment, { amount: money(minor, due.currency), pays, remittance, day });
  };
  return [
    part(first, 'part 1 of 2', FIRST_BANK_DAY),
    part(due.minor - first, 'part 2 of 2', FIRST_BANK_DAY + 1),
  ];
}

type Paid = {
  readonly amount: Money;
  readonly pays: readonly string[];
  readonly remittance: readonly string[];
  readonly structuredReference?: string;
  readonly day?: number;
};

function receipt({ kind, invoice, company, random }: Payment, paid: Paid): Receipt {
  const { amount, pays, remittance, structuredReference } = paid;
  const isKnown = kind !== 'unknown-payer';
  const lastDay = kind === 'returned' ? DAYS - 2 : DAYS - 1;
  const day = paid.day ?? wholeBetween({ from: FIRST_BANK_DAY, to: lastDay }, random);
  const hasEndToEndId = kind === 'returned' || hasLuck(END_TO_END_SHARE, random);
  const endToEndId = `${invoice.customer}-${wholeBetween({ from: 100_000, to: 999_999 }, random)}`;
  return {
    kind,
    accountKey: accountFor(invoice.legalEntity, { company, random }),
    day,
    amount,
    pays,
    ...(pays.length === 0 && { meant: invoice.number }),
    legalEntity: invoice.legalEntity,
    ...(isKnown && { customer: invoice.customer }),
    movement: {
      amount: toDecimal(amount),
      direction: 'credit',
      counterparty: isKnown ? payerOf(invoice.customer, company) : { name: 'A. N. Onymous' },
      remittance,
      ...(structuredReference !== undefined && { structuredReference }),
      ...(hasEndToEndId && { endToEndId }),
    },
  };
}

/** A day later the payer's bank takes the money back. */
function toReturn(of: Receipt): Return {
  const { accountKey, amount, movement } = of;
  const { direction: _, ...same } = movement;
  const back = { ...same, direction: 'debit', returnReason: 'AC04' } as const;
  return { accountKey, day: of.day + 1, amount, of, movement: back };
}

/** What payers write for an invoice: rarely exactly what stands on it. */
function worded(
  { number, paymentReference }: CustomerInvoice,
  random: Random,
): Pick<Paid, 'remittance' | 'structuredReference'> {
  if (paymentReference !== undefined && hasLuck(0.5, random)) {
    return { remittance: [], structuredReference: paymentReference };
  }
  const say = pick(WORDINGS, random);
  return { remittance: [say(number)] };
}

const WORDINGS: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => `Invoice ${number}`,
  (number) => `RECHNUNG ${number.toLowerCase()} VIELEN DANK`,
  (number) => `INV ${number.replaceAll('-', ' ')}`,
  (number) => `Payment of ${number.replaceAll('-', '')}`,
];

function payerOf(number: string, { customers }: SandboxCompany): Counterparty {
  const customer: SandboxCustomer = present(
    customers.find((each) => each.number === number),
    'the scenario bills to customers of the group',
  );
  const { account, bic } = customer.bankAccount;
  return { name: customer.name, account, bic };
}

/** Where a company has several accounts, most money comes to the first. */
function accountFor(legalEntity: string, { company, random }: Receiving): string {
  const accounts = company.legalEntities.find(({ code }) => code === legalEntity)?.bankAccounts;
  const [first, ...others] = present(accounts, 'the scenario bills for companies of the group');
  const other = others.length > 0 && hasLuck(SECOND_ACCOUNT_SHARE, random) ? others[0] : undefined;
  return present(other ?? first, 'a company has a bank account').key;
}

function dueOf({ totals, currency }: CustomerInvoice): Money {
  const code: CurrencyCode = currencyOf(currency);
  return present(fromDecimal(totals.payable, code), 'amounts of the scenario are exact');
}

function signed(document: CustomerInvoice): bigint {
  const { minor } = dueOf(document);
  return isCreditNote(document) ? -minor : minor;
}

function plus({ minor, currency }: Money, more: bigint): Money {
  return money(minor + more, currency);
}

const KINDS: readonly (readonly [ReceiptKind, number])[] = [
  ['exact', 70],
  ['combined', 8],
  ['partial', 4],
  ['short-within-tolerance', 3],
  ['short', 3],
  ['over', 3],
  ['unknown-payer', 2],
  ['wrong-reference', 4],
  ['returned', 3],
];

const UNPAID_SHARE = 0.3;
const END_TO_END_SHARE = 0.5;
const SECOND_ACCOUNT_SHARE = 0.2;

/** Two cents: what a payer's own rounding costs. */
const SHORT_WITHIN_TOLERANCE = 2n;
const OVERPAID = 1_000n;
