/** Parties of CII: one shape for seller, buyer, payee, tax representative and place of delivery. */

import type { Draft, Identifier, Party } from '@kontor/canon';
import { childrenOf, type XmlNode } from '../xml/read-xml-tree.ts';
import { listOf, withoutGaps, type ElementReading } from './element-reading.ts';

export function fromCiiParty(
  read: ElementReading,
  party: XmlNode | undefined,
): Draft<Party> | undefined {
  if (!party) return undefined;
  const organization = read.one(party, 'ram:SpecifiedLegalOrganization');
  const identifiers = [...childrenOf(party, 'ram:ID'), ...childrenOf(party, 'ram:GlobalID')];
  return withoutGaps({
    name: read.text(party, 'ram:Name'),
    tradingName: read.text(organization, 'ram:TradingBusinessName'),
    identifiers: listOf(identifiers.map(fromCiiIdentifier).filter((found) => found !== undefined)),
    registration: fromCiiIdentifier(read.one(organization, 'ram:ID')),
    vatId: taxIdentifierOf(read, party, VAT),
    taxNumber: taxIdentifierOf(read, party, TAX_NUMBER),
    legalForm: read.paragraph(party, 'ram:Description'),
    electronicAddress: fromCiiIdentifier(
      read.one(party, 'ram:URIUniversalCommunication', 'ram:URIID'),
    ),
    address: addressOf(read, read.one(party, 'ram:PostalTradeAddress')),
    contact: contactOf(read, party),
  });
}

export function fromCiiIdentifier(node: XmlNode | undefined): Draft<Identifier> | undefined {
  // A scheme alone identifies nothing, and is what many programs write for a field left empty.
  if (!node?.text) return undefined;
  const scheme = node.attributes.get('schemeID')?.trim() || undefined;
  return withoutGaps({ value: node.text, scheme });
}

function taxIdentifierOf(read: ElementReading, party: XmlNode, scheme: string): string | undefined {
  const found = childrenOf(party, 'ram:SpecifiedTaxRegistration')
    .flatMap((registration) => childrenOf(registration, 'ram:ID'))
    .filter((id) => id.attributes.get('schemeID') === scheme);
  const [first, second] = found;
  if (second) {
    read.refuse('element_repeated', second, `There may be one tax registration of kind ${scheme}.`);
  }
  return read.text(first);
}

function addressOf(read: ElementReading, address: XmlNode | undefined): Draft<Party['address']> {
  if (!address) return undefined;
  return withoutGaps({
    line1: read.text(address, 'ram:LineOne'),
    line2: read.text(address, 'ram:LineTwo'),
    line3: read.text(address, 'ram:LineThree'),
    city: read.text(address, 'ram:CityName'),
    postalCode: read.text(address, 'ram:PostcodeCode'),
    subdivision: read.text(address, 'ram:CountrySubDivisionName'),
    country: read.text(address, 'ram:CountryID'),
  });
}

/** BT-41 is a person or a department; where both are told, the person. */
function contactOf(read: ElementReading, party: XmlNode): Draft<Party['contact']> {
  const [contact, second] = childrenOf(party, 'ram:DefinedTradeContact');
  if (second) read.warn('contact_left_out', second, 'Only the first contact is read.');
  const told = withoutGaps({
    name: read.text(contact, 'ram:PersonName') ?? read.text(contact, 'ram:DepartmentName'),
    phone: read.text(contact, 'ram:TelephoneUniversalCommunication', 'ram:CompleteNumber'),
    email: read.text(contact, 'ram:EmailURIUniversalCommunication', 'ram:URIID'),
  });
  return Object.keys(told).length === 0 ? undefined : told;
}

/** UNTDID 1153, as EN 16931-3-3 uses it: VAT number and fiscal number. */
const VAT = 'VA';
const TAX_NUMBER = 'FC';
