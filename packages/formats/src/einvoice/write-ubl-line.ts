/** Lines of UBL: `cac:InvoiceLine`, or `cac:CreditNoteLine` with a credited quantity. */

import type { InvoiceLine } from '@kontor/canon';
import { ublAllowanceCharge, ublAmount, ublPeriod, ublVatCategory } from './write-ubl-amounts.ts';
import { ublIdentifier } from './write-ubl-party.ts';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';

export function ublLine(line: InvoiceLine, currency: string, isCreditNote: boolean): XmlText {
  return group(
    isCreditNote ? 'cac:CreditNoteLine' : 'cac:InvoiceLine',
    leaf('cbc:ID', line.id),
    leaf('cbc:Note', line.note),
    leaf(isCreditNote ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', line.quantity, {
      unitCode: line.unit,
    }),
    ublAmount('cbc:LineExtensionAmount', line.netAmount, currency),
    leaf('cbc:AccountingCost', line.buyerAccountingReference),
    ublPeriod(line.period),
    group('cac:OrderLineReference', leaf('cbc:LineID', line.orderLine)),
    line.invoicedObject === undefined
      ? ''
      : group(
          'cac:DocumentReference',
          ublIdentifier('cbc:ID', line.invoicedObject),
          leaf('cbc:DocumentTypeCode', OBJECT),
        ),
    ...(line.allowancesCharges ?? []).map((item) => ublAllowanceCharge(item, currency)),
    item(line),
    price(line, currency),
  );
}

function item(line: InvoiceLine): XmlText {
  return group(
    'cac:Item',
    leaf('cbc:Description', line.description),
    leaf('cbc:Name', line.name),
    group('cac:BuyersItemIdentification', leaf('cbc:ID', line.buyerItemId)),
    group('cac:SellersItemIdentification', leaf('cbc:ID', line.sellerItemId)),
    group('cac:StandardItemIdentification', ublIdentifier('cbc:ID', line.standardItemId)),
    group('cac:OriginCountry', leaf('cbc:IdentificationCode', line.originCountry)),
    ...(line.classifications ?? []).map(({ code, scheme, schemeVersion }) =>
      group(
        'cac:CommodityClassification',
        leaf('cbc:ItemClassificationCode', code, { listID: scheme, listVersionID: schemeVersion }),
      ),
    ),
    ublVatCategory('cac:ClassifiedTaxCategory', {
      category: line.taxCategory,
      rate: line.taxRate,
    }),
    ...(line.attributes ?? []).map(({ name, value }) =>
      group('cac:AdditionalItemProperty', leaf('cbc:Name', name), leaf('cbc:Value', value)),
    ),
  );
}

function price(line: InvoiceLine, currency: string): XmlText {
  const isDiscounted = line.grossPrice !== undefined || line.priceDiscount !== undefined;
  return group(
    'cac:Price',
    ublAmount('cbc:PriceAmount', line.unitPrice, currency),
    leaf('cbc:BaseQuantity', line.priceBaseQuantity, { unitCode: line.priceBaseUnit }),
    isDiscounted
      ? group(
          'cac:AllowanceCharge',
          leaf('cbc:ChargeIndicator', 'false'),
          // The schema asks for the amount, so that a gross price alone has a discount of nothing.
          ublAmount('cbc:Amount', line.priceDiscount ?? '0', currency),
          ublAmount('cbc:BaseAmount', line.grossPrice, currency),
        )
      : '',
  );
}

/** UNTDID 1001: invoicing data sheet, which EN 16931-3-2 takes for the invoiced object (BT-128). */
const OBJECT = '130';
