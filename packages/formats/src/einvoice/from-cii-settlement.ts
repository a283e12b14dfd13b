/** What a CII invoice says about money: `ApplicableHeaderTradeSettlement`, BG-16 to BG-23. */

import type {
  AllowanceCharge,
  Draft,
  InvoiceDraft,
  PaymentMeans,
  TaxBreakdown,
} from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';
import { fromCiiParty } from './from-cii-party.ts';
import { fromCiiTotals } from './from-cii-totals.ts';

export function fromCiiSettlement(
  read: ElementReading,
  settlement: XmlNode | undefined,
): InvoiceDraft {
  const taxCurrency = read.text(settlement, 'ram:TaxCurrencyCode');
  const taxes = childrenOf(settlement, 'ram:ApplicableTradeTax');
  const adjustments = childrenOf(settlement, 'ram:SpecifiedTradeAllowanceCharge');
  return {
    taxCurrency,
    ...taxPointOf(read, taxes),
    ...paymentOf(read, settlement),
    buyerAccountingReference: read.text(
      childrenOf(settlement, 'ram:ReceivableSpecifiedTradeAccountingAccount')[0],
      'ram:ID',
    ),
    payee: fromCiiParty(read, read.one(settlement, 'ram:PayeeTradeParty')),
    period: fromCiiPeriod(read, read.one(settlement, 'ram:BillingSpecifiedPeriod')),
    allowancesCharges: listOf(adjustments.map((node) => fromCiiAllowanceCharge(read, node))),
    taxBreakdown: listOf(taxes.map((node) => fromCiiTradeTax(read, node))),
    totals: fromCiiTotals(read, settlement, taxCurrency),
  };
}

/** BG-20, BG-21, BG-27, BG-28 */
export function fromCiiAllowanceCharge(
  read: ElementReading,
  node: XmlNode,
): Draft<AllowanceCharge> {
  const category = read.one(node, 'ram:CategoryTradeTax');
  return withoutGaps({
    kind: kindOf(read, node),
    amount: read.amount(node, 'ram:ActualAmount'),
    baseAmount: read.amount(node, 'ram:BasisAmount'),
    percentage: read.decimal(node, 'ram:CalculationPercent'),
    taxCategory: read.text(category, 'ram:CategoryCode'),
    taxRate: read.decimal(category, 'ram:RateApplicablePercent'),
    reason: read.paragraph(node, 'ram:Reason'),
    reasonCode: read.text(node, 'ram:ReasonCode'),
  });
}

/** BG-14 and BG-26 */
export function fromCiiPeriod(
  read: ElementReading,
  period: XmlNode | undefined,
): InvoiceDraft['period'] {
  if (!period) return undefined;
  return withoutGaps({
    from: ciiDay(read, period, 'ram:StartDateTime'),
    to: ciiDay(read, period, 'ram:EndDateTime'),
  });
}

/** A day in `udt:DateTimeString`, whose format 102 is the only one that EN 16931-3-3 permits. */
export function ciiDay(
  read: ElementReading,
  node: XmlNode | undefined,
  name: string,
): string | undefined {
  const time = read.one(node, name);
  return read.day(time, 'udt:DateTimeString') ?? read.day(time, 'udt:DateString');
}

/** BT-7 and BT-8 stand in every VAT group, and are the same in all of them. */
function taxPointOf(read: ElementReading, taxes: readonly XmlNode[]): InvoiceDraft {
  const codes = taxes.flatMap((node) => childrenOf(node, 'ram:DueDateTypeCode'));
  const code = read.text(codes[0]);
  const dates = taxes.flatMap((node) => childrenOf(node, 'ram:TaxPointDate'));
  return {
    taxPointDate: read.day(dates[0], 'udt:DateString'),
    taxPointCode: code && (TAX_POINTS.get(code) ?? code),
  };
}

/** BG-16 to BG-19, BT-9, BT-20, BT-83, BT-90 */
function paymentOf(read: ElementReading, settlement: XmlNode | undefined): InvoiceDraft {
  const terms = childrenOf(settlement, 'ram:SpecifiedTradePaymentTerms');
  const dueDates = terms.filter((node) => childrenOf(node, 'ram:DueDateDateTime').length > 0);
  const mandates = terms.flatMap((node) => childrenOf(node, 'ram:DirectDebitMandateID'));
  const descriptions = terms.flatMap((node) => childrenOf(node, 'ram:Description'));
  const means = childrenOf(settlement, 'ram:SpecifiedTradeSettlementPaymentMeans');
  if (dueDates[1]) {
    const detail = 'The document names several due dates; the first is read (BT-9).';
    read.warn('due_date_left_out', dueDates[1], detail);
  }
  return {
    dueDate: ciiDay(read, dueDates[0], 'ram:DueDateDateTime'),
    paymentTerms:
      descriptions
        .map(({ text }) => text)
        .filter(Boolean)
        .join('\n') || undefined,
    paymentReference: read.text(settlement, 'ram:PaymentReference'),
    creditorIdentifier: read.text(settlement, 'ram:CreditorReferenceID'),
    paymentMeans: listOf(
      means.map((node, index) =>
        fromCiiOneMeans(read, node, index === 0 ? mandates[0] : undefined),
      ),
    ),
  };
}

/**
 * The mandate stands among the terms; it belongs to the payment means, of which there is then one.
 */
function fromCiiOneMeans(
  read: ElementReading,
  node: XmlNode,
  mandate: XmlNode | undefined,
): Draft<PaymentMeans> {
  const account = read.one(node, 'ram:PayeePartyCreditorFinancialAccount');
  const card = read.one(node, 'ram:ApplicableTradeSettlementFinancialCard');
  const iban = read.text(account, 'ram:IBANID') ?? read.text(account, 'ram:ProprietaryID');
  return withoutGaps({
    code: read.text(node, 'ram:TypeCode'),
    description: read.text(childrenOf(node, 'ram:Information')[0]),
    account: account && (iban ?? ''),
    accountName: read.text(account, 'ram:AccountName'),
    bic: read.text(node, 'ram:PayeeSpecifiedCreditorFinancialInstitution', 'ram:BICID'),
    cardNumber: read.text(card, 'ram:ID'),
    cardHolder: read.text(card, 'ram:CardholderName'),
    mandate: read.text(mandate),
    debitedAccount: read.text(node, 'ram:PayerPartyDebtorFinancialAccount', 'ram:IBANID'),
  });
}

/** BG-23 */
function fromCiiTradeTax(read: ElementReading, node: XmlNode): Draft<TaxBreakdown> {
  return withoutGaps({
    category: read.text(node, 'ram:CategoryCode'),
    rate: read.decimal(node, 'ram:RateApplicablePercent'),
    taxableAmount: read.amount(node, 'ram:BasisAmount'),
    taxAmount: read.amount(node, 'ram:CalculatedAmount'),
    exemptionReason: read.paragraph(node, 'ram:ExemptionReason'),
    exemptionReasonCode: read.text(node, 'ram:ExemptionReasonCode'),
  });
}

/** Without its indicator nobody can say whether money is added or taken off. */
function kindOf(read: ElementReading, node: XmlNode): 'allowance' | 'charge' | undefined {
  const indicator = read.text(node, 'ram:ChargeIndicator', 'udt:Indicator');
  if (indicator === 'true' || indicator === '1') return 'charge';
  if (indicator === 'false' || indicator === '0') return 'allowance';
  const detail = 'An allowance or charge needs its ChargeIndicator, true or false.';
  read.refuse('charge_indicator_missing', node, detail);
  return undefined;
}

/** UNTDID 2475 of CII into UNTDID 2005 of UBL, which the canon keeps (BT-8). */
const TAX_POINTS: ReadonlyMap<string, string> = new Map([
  ['5', '3'],
  ['29', '35'],
  ['72', '432'],
]);
