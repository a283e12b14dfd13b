/** Lines of CII (BG-25): `IncludedSupplyChainTradeLineItem`. */

import type { Draft, InvoiceLine } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';
import { fromCiiIdentifier } from './from-cii-party.ts';
import { fromCiiObject } from './from-cii-references.ts';
import { fromCiiAllowanceCharge, fromCiiPeriod } from './from-cii-settlement.ts';

export function fromCiiLine(read: ElementReading, line: XmlNode): Draft<InvoiceLine> {
  const document = read.one(line, 'ram:AssociatedDocumentLineDocument');
  const agreement = read.one(line, 'ram:SpecifiedLineTradeAgreement');
  const quantity = read.one(line, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity');
  return withoutGaps({
    id: read.text(document, 'ram:LineID'),
    note: read.paragraph(childrenOf(document, 'ram:IncludedNote')[0], 'ram:Content'),
    quantity: read.decimal(quantity),
    unit: quantity?.attributes.get('unitCode')?.trim() || undefined,
    orderLine: read.text(agreement, 'ram:BuyerOrderReferencedDocument', 'ram:LineID'),
    ...pricesOf(read, agreement),
    ...settlementOf(read, read.one(line, 'ram:SpecifiedLineTradeSettlement')),
    ...itemOf(read, read.one(line, 'ram:SpecifiedTradeProduct')),
  });
}

function pricesOf(read: ElementReading, agreement: XmlNode | undefined): Draft<InvoiceLine> {
  const net = read.one(agreement, 'ram:NetPriceProductTradePrice');
  const gross = read.one(agreement, 'ram:GrossPriceProductTradePrice');
  const baseQuantity = read.one(net, 'ram:BasisQuantity') ?? read.one(gross, 'ram:BasisQuantity');
  return {
    unitPrice: read.amount(net, 'ram:ChargeAmount'),
    priceBaseQuantity: read.decimal(baseQuantity),
    priceBaseUnit: baseQuantity?.attributes.get('unitCode')?.trim() || undefined,
    grossPrice: read.amount(gross, 'ram:ChargeAmount'),
    priceDiscount: read.amount(gross, 'ram:AppliedTradeAllowanceCharge', 'ram:ActualAmount'),
  };
}

function settlementOf(read: ElementReading, settlement: XmlNode | undefined): Draft<InvoiceLine> {
  const tax = read.one(settlement, 'ram:ApplicableTradeTax');
  const summation = read.one(settlement, 'ram:SpecifiedTradeSettlementLineMonetarySummation');
  const adjustments = childrenOf(settlement, 'ram:SpecifiedTradeAllowanceCharge');
  const references = childrenOf(settlement, 'ram:AdditionalReferencedDocument');
  return {
    netAmount: read.amount(summation, 'ram:LineTotalAmount'),
    taxCategory: read.text(tax, 'ram:CategoryCode'),
    taxRate: read.decimal(tax, 'ram:RateApplicablePercent'),
    period: fromCiiPeriod(read, read.one(settlement, 'ram:BillingSpecifiedPeriod')),
    allowancesCharges: listOf(
      adjustments.map((node) => {
        // Allowances of a line have the VAT of the line; a category of their own is not EN 16931.
        const {
          taxCategory: _category,
          taxRate: _rate,
          ...rest
        } = fromCiiAllowanceCharge(read, node);
        return rest;
      }),
    ),
    invoicedObject: objectOf(read, references),
    buyerAccountingReference: read.text(
      childrenOf(settlement, 'ram:ReceivableSpecifiedTradeAccountingAccount')[0],
      'ram:ID',
    ),
  };
}

/** BT-128 is the one document reference of a line, and of type 130. */
function objectOf(
  read: ElementReading,
  [reference, second]: readonly XmlNode[],
): Draft<InvoiceLine>['invoicedObject'] {
  if (second) read.warn('PEPPOL-EN16931-R100', second, 'Only the first object of a line is read.');
  const type = read.text(reference, 'ram:TypeCode');
  if (reference && type !== OBJECT) {
    read.warn('PEPPOL-EN16931-R101', reference, 'A line refers to an object only (type 130).');
    return undefined;
  }
  return fromCiiObject(read, reference);
}

function itemOf(read: ElementReading, item: XmlNode | undefined): Draft<InvoiceLine> {
  return {
    name: read.text(item, 'ram:Name'),
    description: read.paragraph(item, 'ram:Description'),
    sellerItemId: read.text(item, 'ram:SellerAssignedID'),
    buyerItemId: read.text(item, 'ram:BuyerAssignedID'),
    standardItemId: fromCiiIdentifier(read.one(item, 'ram:GlobalID')),
    classifications: listOf(
      childrenOf(item, 'ram:DesignatedProductClassification')
        .flatMap((node) => childrenOf(node, 'ram:ClassCode'))
        .map((code) =>
          withoutGaps({
            code: code.text || undefined,
            scheme: code.attributes.get('listID')?.trim() || undefined,
            schemeVersion: code.attributes.get('listVersionID')?.trim() || undefined,
          }),
        ),
    ),
    originCountry: read.text(item, 'ram:OriginTradeCountry', 'ram:ID'),
    attributes: listOf(
      childrenOf(item, 'ram:ApplicableProductCharacteristic').map((node) =>
        withoutGaps({
          name: read.text(node, 'ram:Description'),
          value: read.text(node, 'ram:Value'),
        }),
      ),
    ),
  };
}

/** UNTDID 1001: invoicing data sheet. */
const OBJECT = '130';
