/**
 * Parties of UBL: seller, buyer, payee and tax representative differ in where their name stands.
 */

import type { Draft, Party } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';

/** BG-4 and BG-7, from `cac:Party`. */
export function fromUblParty(read: ElementReading, party: XmlNode | undefined): Draft<Party> {
  const legalEntity = read.one(party, 'cac:PartyLegalEntity');
  return withoutGaps({
    ...commonOf(read, party),
    name: read.text(legalEntity, 'cbc:RegistrationName'),
    tradingName: read.text(party, 'cac:PartyName', 'cbc:Name'),
    legalForm: read.paragraph(legalEntity, 'cbc:CompanyLegalForm'),
  });
}

/** BG-10 and BG-11, whose name is `cac:PartyName`. */
export function fromUblNamedParty(read: ElementReading, party: XmlNode): Draft<Party> {
  return withoutGaps({
    ...commonOf(read, party),
    name: read.text(party, 'cac:PartyName', 'cbc:Name'),
  });
}

/** BT-90: the creditor identifier of a direct debit stands among the party's identifiers. */
export function creditorIdentifierOf(party: XmlNode | undefined): string | undefined {
  return partyIdentifiers(party).find(isCreditorIdentifier)?.text || undefined;
}

export function fromUblIdentifier(node: XmlNode | undefined): Draft<Party['registration']> {
  // A scheme alone identifies nothing, and is what many programs write for a field left empty.
  if (!node?.text) return undefined;
  const scheme = node.attributes.get('schemeID')?.trim() || undefined;
  return withoutGaps({ value: node.text, scheme });
}

/** BG-5, BG-8, BG-12 and BG-15 */
export function fromUblAddress(
  read: ElementReading,
  address: XmlNode | undefined,
): Draft<Party['address']> {
  if (!address) return undefined;
  return withoutGaps({
    line1: read.text(address, 'cbc:StreetName'),
    line2: read.text(address, 'cbc:AdditionalStreetName'),
    line3: read.text(childrenOf(address, 'cac:AddressLine')[0], 'cbc:Line'),
    city: read.text(address, 'cbc:CityName'),
    postalCode: read.text(address, 'cbc:PostalZone'),
    subdivision: read.text(address, 'cbc:CountrySubentity'),
    country: read.text(address, 'cac:Country', 'cbc:IdentificationCode'),
  });
}

function commonOf(read: ElementReading, party: XmlNode | undefined): Draft<Party> {
  const identifiers = partyIdentifiers(party).filter((node) => !isCreditorIdentifier(node));
  return {
    identifiers: listOf(identifiers.map(fromUblIdentifier).filter((found) => found !== undefined)),
    registration: fromUblIdentifier(read.one(party, 'cac:PartyLegalEntity', 'cbc:CompanyID')),
    ...taxIdentifiersOf(read, party),
    electronicAddress: fromUblIdentifier(read.one(party, 'cbc:EndpointID')),
    address: fromUblAddress(read, read.one(party, 'cac:PostalAddress')),
    contact: contactOf(read, read.one(party, 'cac:Contact')),
  };
}

/** BT-31 is the one in the scheme VAT; whatever else there is, is BT-32 (UBL-SR-12, UBL-SR-13). */
function taxIdentifiersOf(read: ElementReading, party: XmlNode | undefined) {
  const vat: XmlNode[] = [];
  const other: XmlNode[] = [];
  for (const scheme of childrenOf(party, 'cac:PartyTaxScheme')) {
    const isVat = read.text(scheme, 'cac:TaxScheme', 'cbc:ID')?.toUpperCase() === 'VAT';
    (isVat ? vat : other).push(scheme);
  }
  for (const repeated of [vat[1], other[1]]) {
    if (!repeated) continue;
    const detail = 'There may be one tax identifier in the scheme VAT and one in another.';
    read.refuse('element_repeated', repeated, detail);
  }
  return {
    vatId: read.text(vat[0], 'cbc:CompanyID'),
    taxNumber: read.text(other[0], 'cbc:CompanyID'),
  };
}

function contactOf(read: ElementReading, contact: XmlNode | undefined): Draft<Party['contact']> {
  const told = withoutGaps({
    name: read.text(contact, 'cbc:Name'),
    phone: read.text(contact, 'cbc:Telephone'),
    email: read.text(contact, 'cbc:ElectronicMail'),
  });
  return Object.keys(told).length === 0 ? undefined : told;
}

function partyIdentifiers(party: XmlNode | undefined): readonly XmlNode[] {
  return childrenOf(party, 'cac:PartyIdentification').flatMap((node) => childrenOf(node, 'cbc:ID'));
}

function isCreditorIdentifier(node: XmlNode): boolean {
  return node.attributes.get('schemeID') === 'SEPA';
}
