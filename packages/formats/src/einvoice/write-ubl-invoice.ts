/**
 * Writes the canonical invoice as UBL 2.1, an Invoice or a CreditNote by its type code, in the
 * binding of EN 16931-3-2 and in the order of elements that the UBL schemas ask for.
 *
 * It writes what it is given and computes nothing: an invoice that passes `checkInvoice` becomes a
 * document that passes EN 16931. Accounts and cost objects of our own ledger stay at home.
 */

import { isCreditNote, type Invoice } from '@kontor/canon';
import { UBL_AGGREGATES, UBL_BASICS, UBL_CREDIT_NOTE, UBL_INVOICE } from './einvoice-vocabulary.ts';
import {
  ublAllowanceCharge,
  ublMonetaryTotal,
  ublPeriod,
  ublTaxTotals,
} from './write-ubl-amounts.ts';
import { ublDocumentReferences } from './write-ubl-references.ts';
import { ublLine } from './write-ubl-line.ts';
import { ublAddress, ublIdentifier, ublNamedParty, ublParty } from './write-ubl-party.ts';
import { ublPaymentMeans } from './write-ubl-payment-means.ts';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';

export function writeUblInvoice(invoice: Invoice): string {
  const isNote = isCreditNote(invoice);
  const name = isNote ? 'CreditNote' : 'Invoice';
  const { allowancesCharges, buyer, lines, paymentTerms, payee, taxRepresentative } = invoice;
  const body = [
    isNote ? creditNoteHead(invoice) : invoiceHead(invoice),
    ublPeriod(invoice.period, invoice.taxPointCode),
    ublDocumentReferences(invoice, isNote),
    group('cac:AccountingSupplierParty', ublParty(invoice.seller, invoice.creditorIdentifier)),
    group('cac:AccountingCustomerParty', ublParty(buyer)),
    payee ? ublNamedParty('cac:PayeeParty', payee) : '',
    taxRepresentative ? ublNamedParty('cac:TaxRepresentativeParty', taxRepresentative) : '',
    delivery(invoice),
    ublPaymentMeans(invoice, isNote),
    group('cac:PaymentTerms', leaf('cbc:Note', paymentTerms)),
    ...(allowancesCharges ?? []).map((item) => ublAllowanceCharge(item, invoice.currency)),
    ublTaxTotals(invoice),
    ublMonetaryTotal(invoice),
    ...lines.map((line) => ublLine(line, invoice.currency, isNote)),
  ].join('');
  const namespaces =
    `xmlns="${isNote ? UBL_CREDIT_NOTE : UBL_INVOICE}" ` +
    `xmlns:cac="${UBL_AGGREGATES}" xmlns:cbc="${UBL_BASICS}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} ${namespaces}>${body}</${name}>\n`;
}

function invoiceHead(invoice: Invoice): XmlText {
  return [
    identity(invoice),
    leaf('cbc:DueDate', invoice.dueDate),
    leaf('cbc:InvoiceTypeCode', invoice.typeCode),
    ...notes(invoice),
    leaf('cbc:TaxPointDate', invoice.taxPointDate),
    currenciesAndBuyer(invoice),
  ].join('');
}

/** The schema of credit notes has the VAT point before the type, and no due date. */
function creditNoteHead(invoice: Invoice): XmlText {
  return [
    identity(invoice),
    leaf('cbc:TaxPointDate', invoice.taxPointDate),
    leaf('cbc:CreditNoteTypeCode', invoice.typeCode),
    ...notes(invoice),
    currenciesAndBuyer(invoice),
  ].join('');
}

function identity({ specification, businessProcess, number, issueDate }: Invoice): XmlText {
  return [
    leaf('cbc:CustomizationID', specification ?? EN_16931),
    leaf('cbc:ProfileID', businessProcess),
    leaf('cbc:ID', number),
    leaf('cbc:IssueDate', issueDate),
  ].join('');
}

function notes(invoice: Invoice): readonly XmlText[] {
  return (invoice.notes ?? []).map((note) => leaf('cbc:Note', note));
}

function currenciesAndBuyer(invoice: Invoice): XmlText {
  return [
    leaf('cbc:DocumentCurrencyCode', invoice.currency),
    leaf('cbc:TaxCurrencyCode', invoice.taxCurrency),
    leaf('cbc:AccountingCost', invoice.buyerAccountingReference),
    leaf('cbc:BuyerReference', invoice.buyerReference),
  ].join('');
}

function delivery({ deliveryDate, deliverTo }: Invoice): XmlText {
  return group(
    'cac:Delivery',
    leaf('cbc:ActualDeliveryDate', deliveryDate),
    group(
      'cac:DeliveryLocation',
      ublIdentifier('cbc:ID', deliverTo?.location),
      ublAddress('cac:Address', deliverTo?.address),
    ),
    group('cac:DeliveryParty', group('cac:PartyName', leaf('cbc:Name', deliverTo?.name))),
  );
}

/** BT-24 of an invoice that follows the standard and nothing narrower. */
const EN_16931 = 'urn:cen.eu:en16931:2017';
