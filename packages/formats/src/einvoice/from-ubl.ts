/**
 * An invoice or credit note of UBL 2.1 as EN 16931-3-2 binds it, read into the canonical draft.
 *
 * Everything that EN 16931 names is read from where it says; other elements are extensions and
 * left.
 */

import type { Draft, InvoiceDraft, Party } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';
import {
  fromUblAllowanceCharge,
  fromUblMonetaryTotal,
  fromUblPeriod,
  fromUblTaxTotals,
} from './from-ubl-amounts.ts';
import { fromUblLine } from './from-ubl-line.ts';
import {
  creditorIdentifierOf,
  fromUblAddress,
  fromUblIdentifier,
  fromUblNamedParty,
  fromUblParty,
} from './from-ubl-party.ts';
import { fromUblDocumentReferences } from './from-ubl-references.ts';
import { fromUblPaymentMeans } from './from-ubl-payment-means.ts';

export function fromUbl(read: ElementReading, document: XmlNode): InvoiceDraft {
  // First of all, because every amount is compared with it.
  read.currency = read.text(document, 'cbc:DocumentCurrencyCode');
  const taxCurrency = read.text(document, 'cbc:TaxCurrencyCode');
  const { breakdown, tax, taxInAccountingCurrency } = fromUblTaxTotals(read, document, taxCurrency);
  const lines = [
    ...childrenOf(document, 'cac:InvoiceLine'),
    ...childrenOf(document, 'cac:CreditNoteLine'),
  ];
  return withoutGaps({
    ...headOf(read, document),
    currency: read.currency,
    taxCurrency,
    ...fromUblDocumentReferences(read, document),
    ...partiesOf(read, document),
    ...deliveryOf(read, document),
    ...fromUblPaymentMeans(read, document),
    period: periodOf(read, document),
    allowancesCharges: listOf(
      childrenOf(document, 'cac:AllowanceCharge').map((node) => fromUblAllowanceCharge(read, node)),
    ),
    taxBreakdown: breakdown,
    lines: lines.map((line) => fromUblLine(read, line)),
    totals: withoutGaps({
      ...fromUblMonetaryTotal(read, read.one(document, 'cac:LegalMonetaryTotal')),
      tax,
      taxInAccountingCurrency,
    }),
  });
}

function headOf(read: ElementReading, document: XmlNode): InvoiceDraft {
  const period = read.one(document, 'cac:InvoicePeriod');
  return {
    specification: read.text(document, 'cbc:CustomizationID'),
    businessProcess: read.text(document, 'cbc:ProfileID'),
    number: read.text(document, 'cbc:ID'),
    issueDate: read.day(document, 'cbc:IssueDate'),
    typeCode:
      read.text(document, 'cbc:InvoiceTypeCode') ?? read.text(document, 'cbc:CreditNoteTypeCode'),
    taxPointDate: read.day(document, 'cbc:TaxPointDate'),
    taxPointCode: read.text(period, 'cbc:DescriptionCode'),
    buyerReference: read.text(document, 'cbc:BuyerReference'),
    buyerAccountingReference: read.text(document, 'cbc:AccountingCost'),
    notes: listOf(
      childrenOf(document, 'cbc:Note')
        .map((note) => read.paragraph(note))
        .filter((note) => note !== undefined),
    ),
  };
}

/** A period that holds nothing but the VAT point code (BT-8) is no invoicing period. */
function periodOf(read: ElementReading, document: XmlNode): InvoiceDraft['period'] {
  const node = read.one(document, 'cac:InvoicePeriod');
  const period = fromUblPeriod(read, node);
  const isPeriod = period?.from !== undefined || period?.to !== undefined;
  return isPeriod || childrenOf(node, 'cbc:DescriptionCode').length === 0 ? period : undefined;
}

function partiesOf(read: ElementReading, document: XmlNode): InvoiceDraft {
  const seller = read.one(document, 'cac:AccountingSupplierParty', 'cac:Party');
  const buyer = read.one(document, 'cac:AccountingCustomerParty', 'cac:Party');
  const payee = read.one(document, 'cac:PayeeParty');
  const representative = read.one(document, 'cac:TaxRepresentativeParty');
  return {
    seller: partyOf(read, seller),
    buyer: partyOf(read, buyer),
    payee: payee && fromUblNamedParty(read, payee),
    taxRepresentative: representative && fromUblNamedParty(read, representative),
    creditorIdentifier: creditorIdentifierOf(payee) ?? creditorIdentifierOf(seller),
  };
}

function partyOf(read: ElementReading, party: XmlNode | undefined): Draft<Party> | undefined {
  return party && fromUblParty(read, party);
}

/** BG-13 and BG-15. EN 16931 has one delivery; UBL permits many (UBL-SR-24). */
function deliveryOf(read: ElementReading, document: XmlNode): InvoiceDraft {
  const [delivery, second] = childrenOf(document, 'cac:Delivery');
  if (second) {
    read.warn('delivery_left_out', second, 'Only the first delivery of the document is read.');
  }
  const location = read.one(delivery, 'cac:DeliveryLocation');
  const deliverTo = withoutGaps({
    name: read.text(delivery, 'cac:DeliveryParty', 'cac:PartyName', 'cbc:Name'),
    location: fromUblIdentifier(read.one(location, 'cbc:ID')),
    address: fromUblAddress(read, read.one(location, 'cac:Address')),
  });
  return {
    deliveryDate: read.day(delivery, 'cbc:ActualDeliveryDate'),
    deliverTo: Object.keys(deliverTo).length === 0 ? undefined : deliverTo,
  };
}
