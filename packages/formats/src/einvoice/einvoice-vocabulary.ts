/** The namespaces of the e-invoice syntaxes, with the prefixes that this folder writes for them. */

import type { XmlVocabulary } from '../xml/read-xml-tree.ts';

export const UBL_INVOICE = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2';
export const UBL_CREDIT_NOTE = 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2';
export const UBL_AGGREGATES =
  'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';
export const UBL_BASICS = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

export const EINVOICE_VOCABULARY: XmlVocabulary = new Map([
  [UBL_INVOICE, 'ubl:'],
  [UBL_CREDIT_NOTE, 'cn:'],
  [UBL_AGGREGATES, 'cac:'],
  [UBL_BASICS, 'cbc:'],
  // UN/CEFACT Cross Industry Invoice D16B, which Factur-X and ZUGFeRD 2 use.
  ['urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100', 'rsm:'],
  ['urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100', 'ram:'],
  ['urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100', 'udt:'],
  ['urn:un:unece:uncefact:data:standard:QualifiedDataType:100', 'qdt:'],
  // ZUGFeRD 1 (2014), an earlier Cross Industry Invoice with other names; see from-zugferd-1.ts.
  ['urn:ferd:CrossIndustryDocument:invoice:1p0', 'zf1:'],
  ['urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12', 'ram:'],
  ['urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15', 'udt:'],
]);
