/** Amounts of UBL on document level: allowances and charges, VAT breakdown, totals; and periods. */

import type {
  AllowanceCharge,
  Draft,
  InvoicePeriod,
  InvoiceTotals,
  TaxBreakdown,
} from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';

/** BG-20, BG-21, BG-27, BG-28 */
export function fromUblAllowanceCharge(
  read: ElementReading,
  node: XmlNode,
): Draft<AllowanceCharge> {
  const category = read.one(node, 'cac:TaxCategory');
  return withoutGaps({
    kind: kindOf(read, node),
    amount: read.amount(node, 'cbc:Amount'),
    baseAmount: read.amount(node, 'cbc:BaseAmount'),
    percentage: read.decimal(node, 'cbc:MultiplierFactorNumeric'),
    taxCategory: read.text(category, 'cbc:ID'),
    taxRate: read.decimal(category, 'cbc:Percent'),
    reason: read.paragraph(node, 'cbc:AllowanceChargeReason'),
    reasonCode: read.text(node, 'cbc:AllowanceChargeReasonCode'),
  });
}

export function fromUblPeriod(
  read: ElementReading,
  period: XmlNode | undefined,
): Draft<InvoicePeriod> | undefined {
  if (!period) return undefined;
  return withoutGaps({
    from: read.day(period, 'cbc:StartDate'),
    to: read.day(period, 'cbc:EndDate'),
  });
}

export type UblTax = {
  readonly breakdown: readonly Draft<TaxBreakdown>[] | undefined;
  /** BT-110 */
  readonly tax: string | undefined;
  /** BT-111 */
  readonly taxInAccountingCurrency: string | undefined;
};

/**
 * `cac:TaxTotal` stands once in the invoice currency (BT-110, with the breakdown) and once more in
 * the accounting currency (BT-111, an amount alone). Which is which is told by `currencyID`.
 */
export function fromUblTaxTotals(
  read: ElementReading,
  document: XmlNode,
  taxCurrency: string | undefined,
): UblTax {
  const inTaxCurrency: XmlNode[] = [];
  const inInvoiceCurrency: XmlNode[] = [];
  for (const total of childrenOf(document, 'cac:TaxTotal')) {
    const currency = childrenOf(total, 'cbc:TaxAmount')[0]?.attributes.get('currencyID');
    const isOther = taxCurrency !== undefined && taxCurrency !== read.currency;
    (isOther && currency === taxCurrency ? inTaxCurrency : inInvoiceCurrency).push(total);
  }
  for (const repeated of [inTaxCurrency[1], inInvoiceCurrency[1]]) {
    if (repeated) read.refuse('BR-CO-15', repeated, ONE_TAX_TOTAL);
  }
  const [total] = inInvoiceCurrency;
  const accounting = read.one(inTaxCurrency[0], 'cbc:TaxAmount');
  return {
    breakdown: listOf(
      inInvoiceCurrency
        .flatMap((node) => childrenOf(node, 'cac:TaxSubtotal'))
        .map((node) => fromUblTaxSubtotal(read, node)),
    ),
    tax: read.amount(total, 'cbc:TaxAmount'),
    taxInAccountingCurrency: read.decimal(accounting),
  };
}

/** BG-22 without the two VAT totals. */
export function fromUblMonetaryTotal(
  read: ElementReading,
  total: XmlNode | undefined,
): Draft<InvoiceTotals> {
  return {
    lineNet: read.amount(total, 'cbc:LineExtensionAmount'),
    allowances: read.amount(total, 'cbc:AllowanceTotalAmount'),
    charges: read.amount(total, 'cbc:ChargeTotalAmount'),
    net: read.amount(total, 'cbc:TaxExclusiveAmount'),
    gross: read.amount(total, 'cbc:TaxInclusiveAmount'),
    prepaid: read.amount(total, 'cbc:PrepaidAmount'),
    rounding: read.amount(total, 'cbc:PayableRoundingAmount'),
    payable: read.amount(total, 'cbc:PayableAmount'),
  };
}

function fromUblTaxSubtotal(read: ElementReading, node: XmlNode): Draft<TaxBreakdown> {
  const category = read.one(node, 'cac:TaxCategory');
  return withoutGaps({
    category: read.text(category, 'cbc:ID'),
    rate: read.decimal(category, 'cbc:Percent'),
    taxableAmount: read.amount(node, 'cbc:TaxableAmount'),
    taxAmount: read.amount(node, 'cbc:TaxAmount'),
    exemptionReason: exemptionReasonOf(category),
    exemptionReasonCode: read.text(category, 'cbc:TaxExemptionReasonCode'),
  });
}

/** UBL permits the reason in several languages, one element each; all are kept (BT-120). */
function exemptionReasonOf(category: XmlNode | undefined): string | undefined {
  const texts = childrenOf(category, 'cbc:TaxExemptionReason').map(({ text }) => text);
  return texts.filter(Boolean).join('\n') || undefined;
}

/** An xs:boolean; without it nobody can say whether money is added or taken off. */
function kindOf(read: ElementReading, node: XmlNode): 'allowance' | 'charge' | undefined {
  const indicator = read.text(node, 'cbc:ChargeIndicator');
  if (indicator === 'true' || indicator === '1') return 'charge';
  if (indicator === 'false' || indicator === '0') return 'allowance';
  const detail = 'An allowance or charge needs its ChargeIndicator, true or false.';
  read.refuse('charge_indicator_missing', node, detail);
  return undefined;
}

const ONE_TAX_TOTAL =
  'There is one VAT total in the invoice currency (BT-110), and one in the accounting currency.';
