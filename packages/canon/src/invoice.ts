/**
 * An invoice or credit note, as EN 16931-1 (2017, A1 2019) understands it: the semantic model that
 * UBL and CII both carry. Each field names its business term (BT) or group (BG).
 *
 * Amounts are decimal text in the invoice currency (BT-5), positive on invoices and on credit notes
 * alike: the type (BT-3) says which way the money goes. Prices and quantities may have more
 * decimals than the currency; amounts may not.
 */

import Type, { type Static } from 'typebox';
import { AllowanceCharge, InvoiceLine, InvoicePeriod } from './invoice-line.ts';
import { Address, Identifier, Party } from './party.ts';
import { Currency, Day, DecimalText, paragraph, text } from './wire.ts';

export * from './invoice-line.ts';

/** BT-3: the codes of UNTDID 1001 that EN 16931 permits are checked by the rules, not here. */
export const InvoiceTypeCode = Type.String({ pattern: '^\\d{1,3}$', examples: ['380'] });

/** BG-23: one per category and rate. */
export const TaxBreakdown = Type.Object(
  {
    /** BT-118 */
    category: text(10),
    /** BT-119, in per cent */
    rate: Type.Optional(DecimalText),
    /** BT-116 */
    taxableAmount: DecimalText,
    /** BT-117 */
    taxAmount: DecimalText,
    /** BT-120 */
    exemptionReason: Type.Optional(paragraph(1_000)),
    /** BT-121, VATEX code list */
    exemptionReasonCode: Type.Optional(text(50)),
  },
  { additionalProperties: false },
);
export type TaxBreakdown = Static<typeof TaxBreakdown>;

/** BG-22 */
export const InvoiceTotals = Type.Object(
  {
    /** BT-106 = Σ BT-131 */
    lineNet: DecimalText,
    /** BT-107 = Σ BT-92 */
    allowances: Type.Optional(DecimalText),
    /** BT-108 = Σ BT-99 */
    charges: Type.Optional(DecimalText),
    /** BT-109 = BT-106 − BT-107 + BT-108 */
    net: DecimalText,
    /** BT-110 = Σ BT-117 */
    tax: Type.Optional(DecimalText),
    /** BT-111, in the accounting currency (BT-6) */
    taxInAccountingCurrency: Type.Optional(DecimalText),
    /** BT-112 = BT-109 + BT-110 */
    gross: DecimalText,
    /** BT-113 */
    prepaid: Type.Optional(DecimalText),
    /** BT-114 */
    rounding: Type.Optional(DecimalText),
    /** BT-115 = BT-112 − BT-113 + BT-114 */
    payable: DecimalText,
  },
  { additionalProperties: false },
);
export type InvoiceTotals = Static<typeof InvoiceTotals>;

/** BG-16, with BG-17 (credit transfer), BG-18 (card) and BG-19 (direct debit) */
export const PaymentMeans = Type.Object(
  {
    /** BT-81, UNTDID 4461: 30 credit transfer, 58 SEPA credit transfer, 59 SEPA direct debit. */
    code: text(10),
    /** BT-82 */
    description: Type.Optional(text(200)),
    /** BT-84: IBAN or local account number */
    account: Type.Optional(text(50)),
    /** BT-85 */
    accountName: Type.Optional(text(200)),
    /** BT-86 */
    bic: Type.Optional(text(20)),
    /** BT-87: the last four to six digits; a whole card number is never kept (PCI DSS). */
    cardNumber: Type.Optional(text(20)),
    /** BT-88 */
    cardHolder: Type.Optional(text(200)),
    /** BT-89 */
    mandate: Type.Optional(text(50)),
    /** BT-91 */
    debitedAccount: Type.Optional(text(50)),
  },
  { additionalProperties: false },
);
export type PaymentMeans = Static<typeof PaymentMeans>;

/** BG-24. The attached file itself (BT-125) is kept elsewhere; its name and type are told here. */
export const SupportingDocument = Type.Object(
  {
    /** BT-122 */
    reference: text(200),
    /** BT-123 */
    description: Type.Optional(paragraph(1_000)),
    /** BT-124 */
    location: Type.Optional(text(2_000)),
    /** BT-125-2 */
    fileName: Type.Optional(text(300)),
    /** BT-125-1: one of the media types that EN 16931 permits. */
    mediaType: Type.Optional(text(100)),
  },
  { additionalProperties: false },
);
export type SupportingDocument = Static<typeof SupportingDocument>;

/** Where the goods or services went: BG-13 without the day (BT-72), with BG-15. */
export const DeliverTo = Type.Object(
  {
    /** BT-70 */
    name: Type.Optional(text(300)),
    /** BT-71, with its scheme of ISO 6523 */
    location: Type.Optional(Identifier),
    /** BG-15: BT-75 to BT-79 and BT-165. Its country is BT-80. */
    address: Type.Optional(Address),
  },
  { additionalProperties: false },
);
export type DeliverTo = Static<typeof DeliverTo>;

export const invoiceFields = {
  /** BT-1: unique per seller */
  number: text(100, 'Invoice number (BT-1).'),
  /** BT-2 */
  issueDate: Day,
  /** BT-3 */
  typeCode: InvoiceTypeCode,
  /** BT-5 */
  currency: Currency,
  /** BT-6 */
  taxCurrency: Type.Optional(Currency),
  /** BT-7 */
  taxPointDate: Type.Optional(Day),
  /** BT-8, UNTDID 2005 as UBL writes it: 3 issue date, 35 delivery date, 432 date of payment. */
  taxPointCode: Type.Optional(text(10)),
  /** BT-9 */
  dueDate: Type.Optional(Day),
  /** BT-10 */
  buyerReference: Type.Optional(text(200)),
  /** BT-11 */
  projectReference: Type.Optional(text(200)),
  /** BT-12 */
  contractReference: Type.Optional(text(200)),
  /** BT-13 */
  orderReference: Type.Optional(text(200)),
  /** BT-14 */
  salesOrderReference: Type.Optional(text(200)),
  /** BT-15 */
  receivingAdviceReference: Type.Optional(text(200)),
  /** BT-16 */
  despatchAdviceReference: Type.Optional(text(200)),
  /** BT-17 */
  tenderReference: Type.Optional(text(200)),
  /** BT-18, with its scheme of UNTDID 1153 (BT-18-1) */
  invoicedObject: Type.Optional(Identifier),
  /** BT-19 */
  buyerAccountingReference: Type.Optional(text(200)),
  /** BT-20 */
  paymentTerms: Type.Optional(paragraph(5_000)),
  /** BG-1: BT-22, each with its subject code BT-21 in front as `#CODE#` where it has one */
  notes: Type.Optional(Type.Array(paragraph(5_000), { maxItems: 50 })),
  /** BT-23 */
  businessProcess: Type.Optional(text(300)),
  /** BT-24 */
  specification: Type.Optional(text(300)),
  /** BG-3: BT-25, BT-26 */
  precedingInvoices: Type.Optional(
    Type.Array(
      Type.Object(
        { number: text(100), issueDate: Type.Optional(Day) },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
  ),
  /** BG-10: BT-59 to BT-61 */
  payee: Type.Optional(Party),
  /** BG-11: BT-62 to BT-69 */
  taxRepresentative: Type.Optional(Party),
  /** BT-72 */
  deliveryDate: Type.Optional(Day),
  /** BG-13 and BG-15 */
  deliverTo: Type.Optional(DeliverTo),
  /** BG-14: BT-73, BT-74 */
  period: Type.Optional(InvoicePeriod),
  /** BT-83: what the payer is asked to quote; often a structured reference (ISO 11649). */
  paymentReference: Type.Optional(text(140, 'What the payer is asked to quote (BT-83).')),
  /** BT-90 */
  creditorIdentifier: Type.Optional(text(50)),
  /** BG-24 */
  supportingDocuments: Type.Optional(Type.Array(SupportingDocument, { maxItems: 100 })),
  /** BG-16 */
  paymentMeans: Type.Optional(Type.Array(PaymentMeans, { maxItems: 20 })),
  /** BG-20, BG-21 */
  allowancesCharges: Type.Optional(Type.Array(AllowanceCharge, { maxItems: 100 })),
  /** BG-23 */
  taxBreakdown: Type.Optional(Type.Array(TaxBreakdown, { maxItems: 100 })),
  /** BG-25 */
  lines: Type.Array(InvoiceLine, { minItems: 1, maxItems: 10_000 }),
  /** BG-22 */
  totals: InvoiceTotals,
};

/** The document as it travels between seller and buyer. */
export const Invoice = Type.Object(
  {
    ...invoiceFields,
    /** BG-4 */
    seller: Party,
    /** BG-7 */
    buyer: Party,
  },
  { $id: 'Invoice', additionalProperties: false },
);
export type Invoice = Static<typeof Invoice>;

/**
 * BT-3 codes that mean money back to the buyer: credit notes, self-billed and factored ones too.
 */
const CREDIT_NOTE_TYPES: ReadonlySet<string> = new Set([
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '532',
]);

export function isCreditNote({ typeCode }: Pick<Invoice, 'typeCode'>): boolean {
  return CREDIT_NOTE_TYPES.has(typeCode);
}
