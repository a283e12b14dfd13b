/** Lines of UBL (BG-25): `cac:InvoiceLine` and `cac:CreditNoteLine`, which differ in one name. */

import type { AllowanceCharge, Draft, InvoiceLine } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';
import { fromUblIdentifier } from './from-ubl-party.ts';
import { fromUblAllowanceCharge, fromUblPeriod } from './from-ubl-amounts.ts';

export function fromUblLine(read: ElementReading, line: XmlNode): Draft<InvoiceLine> {
  const quantity = read.one(line, 'cbc:InvoicedQuantity') ?? read.one(line, 'cbc:CreditedQuantity');
  const baseQuantity = read.one(line, 'cac:Price', 'cbc:BaseQuantity');
  return withoutGaps({
    id: read.text(line, 'cbc:ID'),
    note: read.paragraph(line, 'cbc:Note'),
    invoicedObject: fromUblIdentifier(objectOf(read, line)),
    quantity: read.decimal(quantity),
    unit: quantity?.attributes.get('unitCode')?.trim() || undefined,
    netAmount: read.amount(line, 'cbc:LineExtensionAmount'),
    orderLine: read.text(line, 'cac:OrderLineReference', 'cbc:LineID'),
    buyerAccountingReference: read.text(line, 'cbc:AccountingCost'),
    period: fromUblPeriod(read, read.one(line, 'cac:InvoicePeriod')),
    allowancesCharges: listOf(
      childrenOf(line, 'cac:AllowanceCharge').map((node) => fromUblLineAdjustment(read, node)),
    ),
    unitPrice: read.amount(line, 'cac:Price', 'cbc:PriceAmount'),
    priceBaseQuantity: read.decimal(baseQuantity),
    priceBaseUnit: baseQuantity?.attributes.get('unitCode')?.trim() || undefined,
    ...grossPriceOf(read, read.one(line, 'cac:Price', 'cac:AllowanceCharge')),
    ...itemOf(read, read.one(line, 'cac:Item')),
  });
}

/** Allowances of a line have the VAT of the line; a category of their own is not EN 16931. */
function fromUblLineAdjustment(read: ElementReading, node: XmlNode): Draft<AllowanceCharge> {
  const {
    taxCategory: _category,
    taxRate: _rate,
    ...adjustment
  } = fromUblAllowanceCharge(read, node);
  return adjustment;
}

function grossPriceOf(read: ElementReading, discount: XmlNode | undefined) {
  return {
    grossPrice: read.amount(discount, 'cbc:BaseAmount'),
    priceDiscount: read.amount(discount, 'cbc:Amount'),
  };
}

function itemOf(read: ElementReading, item: XmlNode | undefined): Draft<InvoiceLine> {
  return {
    ...vatOf(read, item),
    name: read.text(item, 'cbc:Name'),
    description: read.paragraph(item, 'cbc:Description'),
    sellerItemId: read.text(item, 'cac:SellersItemIdentification', 'cbc:ID'),
    buyerItemId: read.text(item, 'cac:BuyersItemIdentification', 'cbc:ID'),
    standardItemId: fromUblIdentifier(read.one(item, 'cac:StandardItemIdentification', 'cbc:ID')),
    classifications: listOf(
      childrenOf(item, 'cac:CommodityClassification')
        .flatMap((node) => childrenOf(node, 'cbc:ItemClassificationCode'))
        .map((code) =>
          withoutGaps({
            code: code.text || undefined,
            scheme: code.attributes.get('listID')?.trim() || undefined,
            schemeVersion: code.attributes.get('listVersionID')?.trim() || undefined,
          }),
        ),
    ),
    originCountry: read.text(item, 'cac:OriginCountry', 'cbc:IdentificationCode'),
    attributes: listOf(
      childrenOf(item, 'cac:AdditionalItemProperty').map((node) =>
        withoutGaps({ name: read.text(node, 'cbc:Name'), value: read.text(node, 'cbc:Value') }),
      ),
    ),
  };
}

/** BT-151 and BT-152 */
function vatOf(read: ElementReading, item: XmlNode | undefined): Draft<InvoiceLine> {
  const category = read.one(item, 'cac:ClassifiedTaxCategory');
  return {
    taxCategory: read.text(category, 'cbc:ID'),
    taxRate: read.decimal(category, 'cbc:Percent'),
  };
}

/** BT-128 is the one document reference of a line, and of type 130. */
function objectOf(read: ElementReading, line: XmlNode): XmlNode | undefined {
  const [reference, second] = childrenOf(line, 'cac:DocumentReference');
  if (second) read.warn('PEPPOL-EN16931-R100', second, 'Only the first object of a line is read.');
  const type = read.text(reference, 'cbc:DocumentTypeCode');
  if (reference && type !== OBJECT) {
    read.warn('PEPPOL-EN16931-R101', reference, 'A line refers to an object only (type 130).');
    return undefined;
  }
  return read.one(reference, 'cbc:ID');
}

/** UNTDID 1001: invoicing data sheet. */
const OBJECT = '130';
