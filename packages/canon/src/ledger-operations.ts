/**
 * What a process asks of a ledger or a CRM, in canonical words: the inputs of connector operations.
 *
 * Amounts are decimal text in the currency named beside them. `reference` is our key for the
 * effect: 20 characters that never change, however often the delivery is tried. Systems that know
 * no idempotency carry it in a field that can be searched, and are asked for it before anything is
 * sent again.
 */

import Type, { type Static } from 'typebox';
import { Dimensions } from './dimension.ts';
import { Currency, CustomerNumber, Day, DecimalText, LegalEntityCode, text } from './wire.ts';

/** 100 bits in Crockford's base 32, upper case: fits SAP's header references (20 characters). */
export const EffectReference = Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{20}$' });
export type EffectReference = Static<typeof EffectReference>;

/** One revenue line of an invoice, as the ledger posts it. */
export const PostingLine = Type.Object(
  {
    account: text(10),
    /** Net amount, positive when it has the invoice's direction. */
    amount: DecimalText,
    /** The ledger's own tax code, two characters in SAP. */
    taxCode: text(10),
    dimensions: Type.Optional(Dimensions),
    text: Type.Optional(text(200)),
  },
  { additionalProperties: false },
);
export type PostingLine = Static<typeof PostingLine>;

export const PostingTax = Type.Object(
  {
    taxCode: text(10),
    account: text(10),
    base: DecimalText,
    amount: DecimalText,
    rate: DecimalText,
  },
  { additionalProperties: false },
);
export type PostingTax = Static<typeof PostingTax>;

/** `customerInvoice.post`: receivable against revenue and output tax. */
export const CustomerInvoicePosting = Type.Object(
  {
    reference: EffectReference,
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    kind: Type.Union([Type.Literal('invoice'), Type.Literal('credit-note')]),
    /** BT-1 */
    number: text(100),
    documentDay: Day,
    postingDay: Day,
    dueDay: Type.Optional(Day),
    currency: Currency,
    /** What the customer owes, or gets back on a credit note: BT-112, always positive. */
    gross: DecimalText,
    lines: Type.Array(PostingLine, { minItems: 1 }),
    taxes: Type.Array(PostingTax),
    /** BT-83 */
    paymentReference: Type.Optional(text(140)),
  },
  { $id: 'CustomerInvoicePosting', additionalProperties: false },
);
export type CustomerInvoicePosting = Static<typeof CustomerInvoicePosting>;

/** A document in a ledger. `year` is the fiscal year, part of the key in SAP. */
export const LedgerDocument = Type.Object(
  {
    legalEntity: LegalEntityCode,
    number: text(20),
    year: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
  },
  { additionalProperties: false },
);
export type LedgerDocument = Static<typeof LedgerDocument>;

/** How much of a receipt pays which invoice. Negative where a credit note is taken into account. */
export const PaymentAllocation = Type.Object(
  {
    /** BT-1 of the invoice or credit note */
    invoiceNumber: text(100),
    document: LedgerDocument,
    amount: DecimalText,
  },
  { additionalProperties: false },
);
export type PaymentAllocation = Static<typeof PaymentAllocation>;

/** A difference that is given up or kept: bank charges, a cent of rounding, an overpayment kept. */
export const PaymentDifference = Type.Object(
  { account: text(10), amount: DecimalText, reason: text(200) },
  { additionalProperties: false },
);
export type PaymentDifference = Static<typeof PaymentDifference>;

/**
 * `incomingPayment.post`: bank against receivable. `amount` + Σ `differences` = Σ `allocations` +
 * `onAccount`, so the document balances; a positive difference is our loss.
 */
export const IncomingPayment = Type.Object(
  {
    reference: EffectReference,
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    currency: Currency,
    /** What the bank booked, positive. */
    amount: DecimalText,
    /** General ledger account of the bank account that received it. */
    bankLedgerAccount: text(10),
    bookingDay: Day,
    valueDay: Type.Optional(Day),
    postingDay: Day,
    /** The bank's reference of the entry, for the document's text. */
    bankReference: Type.Optional(text(140)),
    allocations: Type.Array(PaymentAllocation),
    differences: Type.Optional(Type.Array(PaymentDifference)),
    /** Overpayment that stays on the customer's account. */
    onAccount: Type.Optional(DecimalText),
  },
  { $id: 'IncomingPayment', additionalProperties: false },
);
export type IncomingPayment = Static<typeof IncomingPayment>;

/**
 * `customerInvoice.reverse`, `incomingPayment.reverse`: the same document with every side turned.
 * The original posting travels with it, because not every ledger can reverse by number alone.
 */
export const PostingReversal = Type.Object(
  {
    reference: EffectReference,
    document: LedgerDocument,
    postingDay: Day,
    reason: text(200),
    original: Type.Union([CustomerInvoicePosting, IncomingPayment]),
  },
  { $id: 'PostingReversal', additionalProperties: false },
);
export type PostingReversal = Static<typeof PostingReversal>;

/** `customerAccount.note`: what the sales people see of an invoice or a payment. */
export const AccountNote = Type.Object(
  {
    reference: EffectReference,
    legalEntity: LegalEntityCode,
    customer: CustomerNumber,
    subject: Type.Union([
      Type.Literal('invoice'),
      Type.Literal('credit-note'),
      Type.Literal('payment'),
    ]),
    /** Invoice number, or the bank reference of a payment. */
    number: text(140),
    status: Type.Union([
      Type.Literal('posted'),
      Type.Literal('paid'),
      Type.Literal('partly-paid'),
      Type.Literal('reversed'),
    ]),
    day: Day,
    amount: DecimalText,
    currency: Currency,
    /** Number of the ledger document. */
    documentNumber: Type.Optional(text(20)),
  },
  { $id: 'AccountNote', additionalProperties: false },
);
export type AccountNote = Static<typeof AccountNote>;

/** A customer as the ledger knows it: what `customer.list` reads and the door checks against. */
export const Customer = Type.Object(
  {
    number: CustomerNumber,
    name: text(300),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    vatId: Type.Optional(text(50)),
    /** Accounts that the customer pays from. */
    ibans: Type.Array(text(34)),
    /** Companies that may bill it. */
    legalEntities: Type.Array(LegalEntityCode),
    blocked: Type.Boolean(),
  },
  { $id: 'Customer', additionalProperties: false },
);
export type Customer = Static<typeof Customer>;

/** An account of the chart of accounts: what `ledgerAccount.list` reads. */
export const LedgerAccount = Type.Object(
  {
    number: text(10),
    name: Type.Optional(text(200)),
    kind: Type.Union([Type.Literal('balance-sheet'), Type.Literal('profit-and-loss')]),
    postable: Type.Boolean(),
  },
  { $id: 'LedgerAccount', additionalProperties: false },
);
export type LedgerAccount = Static<typeof LedgerAccount>;
