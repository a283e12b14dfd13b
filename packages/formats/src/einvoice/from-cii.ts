/**
 * A Cross Industry Invoice (UN/CEFACT D16B, as XRechnung, Factur-X and ZUGFeRD 2 use it), read into
 * the canonical draft as EN 16931-3-3 binds it. ZUGFeRD 1 is read here too, under its own names.
 */

import type { InvoiceDraft } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';
import { fromCiiLine } from './from-cii-line.ts';
import { fromCiiIdentifier, fromCiiParty } from './from-cii-party.ts';
import { fromCiiDocumentReferences } from './from-cii-references.ts';
import { ciiDay, fromCiiSettlement } from './from-cii-settlement.ts';

export function fromCii(read: ElementReading, document: XmlNode): InvoiceDraft {
  const transaction = read.one(document, 'rsm:SupplyChainTradeTransaction');
  const agreement = read.one(transaction, 'ram:ApplicableHeaderTradeAgreement');
  const delivery = read.one(transaction, 'ram:ApplicableHeaderTradeDelivery');
  const settlement = read.one(transaction, 'ram:ApplicableHeaderTradeSettlement');
  // First of all, because every amount is compared with it.
  read.currency = read.text(settlement, 'ram:InvoiceCurrencyCode');
  return withoutGaps({
    ...headOf(read, document),
    ...agreementOf(read, agreement),
    ...fromCiiDocumentReferences(read, { agreement, delivery, settlement }),
    ...deliveryOf(read, delivery),
    ...fromCiiSettlement(read, settlement),
    currency: read.currency,
    lines: childrenOf(transaction, 'ram:IncludedSupplyChainTradeLineItem').map((line) =>
      fromCiiLine(read, line),
    ),
  });
}

function headOf(read: ElementReading, document: XmlNode): InvoiceDraft {
  const context = read.one(document, 'rsm:ExchangedDocumentContext');
  const head = read.one(document, 'rsm:ExchangedDocument');
  const [profile] = childrenOf(context, 'ram:GuidelineSpecifiedDocumentContextParameter');
  return {
    specification: read.text(profile, 'ram:ID'),
    businessProcess: read.text(
      context,
      'ram:BusinessProcessSpecifiedDocumentContextParameter',
      'ram:ID',
    ),
    number: read.text(head, 'ram:ID'),
    typeCode: read.text(head, 'ram:TypeCode'),
    issueDate: ciiDay(read, head, 'ram:IssueDateTime'),
    notes: listOf(
      childrenOf(head, 'ram:IncludedNote')
        .map((note) => noteOf(read, note))
        .filter((note) => note !== undefined),
    ),
  };
}

/** BT-21 in front of BT-22 in the way that EN 16931-3-2 writes it in UBL: `#AAI#Text`. */
function noteOf(read: ElementReading, note: XmlNode): string | undefined {
  const contents = childrenOf(note, 'ram:Content').map(({ text }) => text.replaceAll('\r', ''));
  const subject = read.text(note, 'ram:SubjectCode');
  const text = contents.filter(Boolean).join('\n');
  if (text === '') return undefined;
  return subject === undefined ? text : `#${subject}#${text}`;
}

function agreementOf(read: ElementReading, agreement: XmlNode | undefined): InvoiceDraft {
  const representative = read.one(agreement, 'ram:SellerTaxRepresentativeTradeParty');
  return {
    buyerReference: read.text(agreement, 'ram:BuyerReference'),
    seller: fromCiiParty(read, read.one(agreement, 'ram:SellerTradeParty')),
    buyer: fromCiiParty(read, read.one(agreement, 'ram:BuyerTradeParty')),
    taxRepresentative: fromCiiParty(read, representative),
  };
}

/** BG-13 and BG-15 */
function deliveryOf(read: ElementReading, delivery: XmlNode | undefined): InvoiceDraft {
  const shipTo = read.one(delivery, 'ram:ShipToTradeParty');
  const party = fromCiiParty(read, shipTo);
  const [identifier] = [...childrenOf(shipTo, 'ram:GlobalID'), ...childrenOf(shipTo, 'ram:ID')];
  const event = read.one(delivery, 'ram:ActualDeliverySupplyChainEvent');
  const deliverTo = withoutGaps({
    name: party?.name,
    location: fromCiiIdentifier(identifier),
    address: party?.address,
  });
  return {
    deliveryDate: ciiDay(read, event, 'ram:OccurrenceDateTime'),
    deliverTo: Object.keys(deliverTo).length === 0 ? undefined : deliverTo,
  };
}
