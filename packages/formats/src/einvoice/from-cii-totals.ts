/** The totals of a CII invoice: BG-22, where VAT stands once per currency under one name. */

import type { Draft, InvoiceTotals } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { withoutGaps, type ElementReading } from './element-reading.ts';

export function fromCiiTotals(
  read: ElementReading,
  settlement: XmlNode | undefined,
  taxCurrency: string | undefined,
): Draft<InvoiceTotals> {
  const summation = read.one(settlement, 'ram:SpecifiedTradeSettlementHeaderMonetarySummation');
  return withoutGaps({
    lineNet: read.amount(summation, 'ram:LineTotalAmount'),
    allowances: read.amount(summation, 'ram:AllowanceTotalAmount'),
    charges: read.amount(summation, 'ram:ChargeTotalAmount'),
    net: read.amount(summation, 'ram:TaxBasisTotalAmount'),
    ...taxOf(read, summation, taxCurrency),
    gross: read.amount(summation, 'ram:GrandTotalAmount'),
    prepaid: read.amount(summation, 'ram:TotalPrepaidAmount'),
    rounding: read.amount(summation, 'ram:RoundingAmount'),
    payable: read.amount(summation, 'ram:DuePayableAmount'),
  });
}

/** BT-110 and BT-111, told apart by `currencyID`; without it the invoice currency is meant. */
function taxOf(
  read: ElementReading,
  summation: XmlNode | undefined,
  taxCurrency: string | undefined,
): Draft<InvoiceTotals> {
  const isOther = taxCurrency !== undefined && taxCurrency !== read.currency;
  const inTaxCurrency: XmlNode[] = [];
  const inInvoiceCurrency: XmlNode[] = [];
  for (const amount of childrenOf(summation, 'ram:TaxTotalAmount')) {
    const isInTaxCurrency = isOther && amount.attributes.get('currencyID') === taxCurrency;
    (isInTaxCurrency ? inTaxCurrency : inInvoiceCurrency).push(amount);
  }
  for (const repeated of [inTaxCurrency[1], inInvoiceCurrency[1]]) {
    if (repeated) read.refuse('BR-CO-15', repeated, 'There is one VAT total per currency.');
  }
  return {
    tax: read.amount(inInvoiceCurrency[0]),
    taxInAccountingCurrency: read.decimal(inTaxCurrency[0]),
  };
}
