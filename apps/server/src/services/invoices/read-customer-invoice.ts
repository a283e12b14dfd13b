/**
 * An EN 16931 document becomes a customer invoice: the seller is one of our legal entities and the
 * buyer one of its customers, found by what the document itself says, or by what the caller adds.
 */

import type { CustomerInvoice, Invoice } from '@kontor/canon';
import { readEInvoice } from '@kontor/formats';
import type { Defect } from '@kontor/kernel';
import type { ReferenceData } from '@kontor/process';
import type { InvoiceDocument, Unacceptable } from '../../gateway/services.ts';

type XmlDocument = Extract<InvoiceDocument, { readonly kind: 'xml' }>;

export type CustomerInvoiceReading =
  | { readonly kind: 'invoice'; readonly invoice: CustomerInvoice }
  | { readonly kind: 'malformed_xml'; readonly errors: readonly Defect[] }
  | Unacceptable;

export async function readCustomerInvoice(
  { bytes, hints }: XmlDocument,
  reference: ReferenceData,
): Promise<CustomerInvoiceReading> {
  const reading = await readEInvoice(asStream(bytes));
  if (reading.kind === 'refused') {
    const isXml = !reading.defects.some(({ code }) => code.startsWith('xml_'));
    return { kind: isXml ? 'unacceptable' : 'malformed_xml', errors: reading.defects };
  }
  const { invoice } = reading;
  const legalEntity = hints.legalEntity ?? legalEntityOf(invoice, reference);
  if (legalEntity === undefined) return unacceptable(SELLER_UNKNOWN);
  const customer = hints.customer ?? customerOf(invoice, legalEntity, reference);
  if (customer === undefined) return unacceptable(BUYER_UNKNOWN);
  return { kind: 'invoice', invoice: { ...invoice, legalEntity, customer } };
}

async function* asStream(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** By VAT id (BT-31), or by our own code among the seller's identifiers (BT-29). */
function legalEntityOf({ seller }: Invoice, reference: ReferenceData): string | undefined {
  const byVatId = seller.vatId && reference.legalEntityByVatId(seller.vatId)?.code;
  if (byVatId) return byVatId;
  return seller.identifiers?.find(({ value }) => reference.legalEntity(value))?.value;
}

/** By our customer number among the buyer's identifiers (BT-46), or by VAT id (BT-48). */
function customerOf(
  { buyer }: Invoice,
  legalEntity: string,
  reference: ReferenceData,
): string | undefined {
  const byNumber = buyer.identifiers?.find(({ value }) => reference.customer(legalEntity, value));
  if (byNumber) return byNumber.value;
  return buyer.vatId && reference.customerByVatId(legalEntity, buyer.vatId)?.number;
}

function unacceptable(defect: Defect): Unacceptable {
  return { kind: 'unacceptable', errors: [defect] };
}

const SELLER_UNKNOWN: Defect = {
  code: 'seller_unknown',
  at: '/seller',
  detail:
    'The seller (BG-4) is none of our legal entities by VAT id (BT-31) or identifier (BT-29). ' +
    'Name it in the header Kontor-Legal-Entity.',
};
const BUYER_UNKNOWN: Defect = {
  code: 'buyer_unknown',
  at: '/buyer',
  detail:
    'The buyer (BG-7) is none of our customers by identifier (BT-46) or VAT id (BT-48). ' +
    'Name its number in the header Kontor-Customer.',
};
