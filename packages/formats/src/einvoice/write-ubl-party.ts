/** Parties of UBL: seller and buyer in full, payee and tax representative by name. */

import type { Address, Identifier, Party } from '@kontor/canon';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';

/** `creditorIdentifier` is BT-90, which UBL keeps among the seller's identifiers. */
export function ublParty(party: Party, creditorIdentifier?: string): XmlText {
  return group(
    'cac:Party',
    ublIdentifier('cbc:EndpointID', party.electronicAddress),
    ...(party.identifiers ?? []).map(partyIdentification),
    creditorIdentifier === undefined
      ? ''
      : partyIdentification({ value: creditorIdentifier, scheme: 'SEPA' }),
    group('cac:PartyName', leaf('cbc:Name', party.tradingName)),
    ublAddress('cac:PostalAddress', party.address),
    taxScheme(party.vatId, 'VAT'),
    taxScheme(party.taxNumber, 'TAX'),
    group(
      'cac:PartyLegalEntity',
      leaf('cbc:RegistrationName', party.name),
      ublIdentifier('cbc:CompanyID', party.registration),
      leaf('cbc:CompanyLegalForm', party.legalForm),
    ),
    group(
      'cac:Contact',
      leaf('cbc:Name', party.contact?.name),
      leaf('cbc:Telephone', party.contact?.phone),
      leaf('cbc:ElectronicMail', party.contact?.email),
    ),
  );
}

/** BG-10 and BG-11 */
export function ublNamedParty(name: string, party: Party): XmlText {
  return group(
    name,
    ...(party.identifiers ?? []).map(partyIdentification),
    group('cac:PartyName', leaf('cbc:Name', party.name)),
    ublAddress('cac:PostalAddress', party.address),
    taxScheme(party.vatId, 'VAT'),
    group('cac:PartyLegalEntity', ublIdentifier('cbc:CompanyID', party.registration)),
  );
}

export function ublIdentifier(name: string, identifier: Identifier | undefined): XmlText {
  return leaf(name, identifier?.value, { schemeID: identifier?.scheme });
}

export function ublAddress(name: string, address: Address | undefined): XmlText {
  return group(
    name,
    leaf('cbc:StreetName', address?.line1),
    leaf('cbc:AdditionalStreetName', address?.line2),
    leaf('cbc:CityName', address?.city),
    leaf('cbc:PostalZone', address?.postalCode),
    leaf('cbc:CountrySubentity', address?.subdivision),
    group('cac:AddressLine', leaf('cbc:Line', address?.line3)),
    group('cac:Country', leaf('cbc:IdentificationCode', address?.country)),
  );
}

function partyIdentification(identifier: Identifier): XmlText {
  return group('cac:PartyIdentification', ublIdentifier('cbc:ID', identifier));
}

function taxScheme(identifier: string | undefined, scheme: string): XmlText {
  if (identifier === undefined) return '';
  return group(
    'cac:PartyTaxScheme',
    leaf('cbc:CompanyID', identifier),
    group('cac:TaxScheme', leaf('cbc:ID', scheme)),
  );
}
