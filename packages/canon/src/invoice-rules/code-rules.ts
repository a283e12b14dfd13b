/** BR-CL-01 to BR-CL-26: every code is on the list that EN 16931-1 names for its term. */

import { parseCurrency } from '@kontor/kernel';
import { ALLOWANCE_REASON_CODES } from './code-lists/allowance-reason-codes.ts';
import { CHARGE_REASON_CODES } from './code-lists/charge-reason-codes.ts';
import type { CodeList } from './code-lists/code-list.ts';
import { COUNTRY_CODES } from './code-lists/country-codes.ts';
import { ELECTRONIC_ADDRESS_SCHEMES } from './code-lists/electronic-address-schemes.ts';
import { EXEMPTION_REASON_CODES } from './code-lists/exemption-reason-codes.ts';
import { IDENTIFIER_SCHEMES } from './code-lists/identifier-schemes.ts';
import { INVOICE_TYPE_CODES } from './code-lists/invoice-type-codes.ts';
import { ITEM_CLASS_SCHEMES } from './code-lists/item-class-schemes.ts';
import { MEDIA_TYPES } from './code-lists/media-types.ts';
import { PAYMENT_MEANS_CODES } from './code-lists/payment-means-codes.ts';
import { REFERENCE_SCHEMES } from './code-lists/reference-schemes.ts';
import { TAX_POINT_CODES } from './code-lists/tax-point-codes.ts';
import { UNIT_CODES } from './code-lists/unit-codes.ts';
import { VAT_CATEGORY_CODES } from './code-lists/vat-category-codes.ts';
import type { Draft, InvoiceDraft } from './invoice-draft.ts';
import type { AdjustmentFacts, BreakdownFacts, InvoiceFacts, LineFacts } from './invoice-facts.ts';
import type { InvoiceRule } from './invoice-rule.ts';
import type { Party } from '../party.ts';

/** ISO 4217 as the kernel knows it, since an amount in any other currency is no amount of ours. */
const CURRENCIES: CodeList = {
  name: 'ISO 4217',
  has: (code) => parseCurrency(code) !== undefined,
};

export const CODE_RULES: readonly InvoiceRule[] = [
  ofInvoice('BR-CL-01', INVOICE_TYPE_CODES, '/typeCode', ({ typeCode }) => typeCode),
  ofInvoice('BR-CL-04', CURRENCIES, '/currency', ({ currency }) => currency),
  ofInvoice('BR-CL-05', CURRENCIES, '/taxCurrency', ({ taxCurrency }) => taxCurrency),
  ofInvoice('BR-CL-06', TAX_POINT_CODES, '/taxPointCode', ({ taxPointCode }) => taxPointCode),
  ofInvoice('BR-CL-07', REFERENCE_SCHEMES, '/invoicedObject/scheme', ({ invoicedObject }) => {
    return invoicedObject?.scheme;
  }),
  ofLines('BR-CL-07', REFERENCE_SCHEMES, '/invoicedObject/scheme', ({ line }) => {
    return line.invoicedObject?.scheme;
  }),
  partyIdentifiers(),
  ofParties('BR-CL-11', IDENTIFIER_SCHEMES, '/registration/scheme', ({ registration }) => {
    return registration?.scheme;
  }),
  itemClasses(),
  ofParties('BR-CL-14', COUNTRY_CODES, '/address/country', ({ address }) => address?.country),
  ofInvoice('BR-CL-14', COUNTRY_CODES, '/deliverTo/address/country', ({ deliverTo }) => {
    return deliverTo?.address?.country;
  }),
  ofLines('BR-CL-15', COUNTRY_CODES, '/originCountry', ({ line }) => line.originCountry),
  paymentMeans(),
  ofBreakdown('BR-CL-17', VAT_CATEGORY_CODES, '/category', ({ item }) => item.category),
  adjustments('BR-CL-17', VAT_CATEGORY_CODES, '/taxCategory', 'document'),
  ofLines('BR-CL-18', VAT_CATEGORY_CODES, '/taxCategory', ({ line }) => line.taxCategory),
  adjustments('BR-CL-19', ALLOWANCE_REASON_CODES, '/reasonCode', 'allowance'),
  adjustments('BR-CL-20', CHARGE_REASON_CODES, '/reasonCode', 'charge'),
  ofLines('BR-CL-21', IDENTIFIER_SCHEMES, '/standardItemId/scheme', ({ line }) => {
    return line.standardItemId?.scheme;
  }),
  ofBreakdown('BR-CL-22', EXEMPTION_REASON_CODES, '/exemptionReasonCode', ({ item }) => {
    return item.exemptionReasonCode?.toUpperCase();
  }),
  ofLines('BR-CL-23', UNIT_CODES, '/unit', ({ line }) => line.unit),
  ofLines('BR-CL-23', UNIT_CODES, '/priceBaseUnit', ({ line }) => line.priceBaseUnit),
  mediaTypes(),
  ofParties('BR-CL-25', ELECTRONIC_ADDRESS_SCHEMES, '/electronicAddress/scheme', (party) => {
    return party.electronicAddress?.scheme;
  }),
  ofInvoice('BR-CL-26', IDENTIFIER_SCHEMES, '/deliverTo/location/scheme', ({ deliverTo }) => {
    return deliverTo?.location?.scheme;
  }),
];

type Reader<From> = (from: From) => string | undefined;

function ofInvoice(
  id: string,
  list: CodeList,
  at: string,
  read: Reader<InvoiceDraft>,
): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    const code = read(invoice);
    if (isForeign(code, list)) report(at, offList(code, list));
  };
  return { id, check };
}

function ofLines(id: string, list: CodeList, field: string, read: Reader<LineFacts>): InvoiceRule {
  return ofGroup(id, list, field, read, ({ lines }) => lines);
}

function ofBreakdown(
  id: string,
  list: CodeList,
  field: string,
  read: Reader<BreakdownFacts>,
): InvoiceRule {
  return ofGroup(id, list, field, read, ({ breakdown }) => breakdown);
}

function ofGroup<Item extends { readonly at: string }>(
  id: string,
  list: CodeList,
  field: string,
  read: Reader<Item>,
  items: (facts: InvoiceFacts) => readonly Item[],
): InvoiceRule {
  const check: InvoiceRule['check'] = (facts, report) => {
    for (const item of items(facts)) {
      const code = read(item);
      if (isForeign(code, list)) report(item.at + field, offList(code, list));
    }
  };
  return { id, check };
}

/** `document` is every allowance and charge of the document; the others, of lines as well. */
function adjustments(
  id: string,
  list: CodeList,
  field: '/taxCategory' | '/reasonCode',
  which: 'document' | 'allowance' | 'charge',
): InvoiceRule {
  const read = ({ item, isCharge }: AdjustmentFacts) => {
    if (which === 'document') return item.taxCategory;
    return isCharge === (which === 'charge') ? item.reasonCode : undefined;
  };
  const ofDocument = ofGroup(id, list, field, read, (facts) => facts.adjustments);
  if (which === 'document') return ofDocument;
  const ofAllLines = ofGroup(id, list, field, read, ({ lines }) =>
    lines.flatMap((line) => line.adjustments),
  );
  const check: InvoiceRule['check'] = (facts, report) => {
    ofDocument.check(facts, report);
    ofAllLines.check(facts, report);
  };
  return { id, check };
}

function ofParties(
  id: string,
  list: CodeList,
  field: string,
  read: Reader<Draft<Party>>,
): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    for (const name of PARTIES) {
      const party = invoice[name];
      const code = party && read(party);
      if (isForeign(code, list)) report(`/${name}${field}`, offList(code, list));
    }
  };
  return { id, check };
}

function partyIdentifiers(): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    for (const name of PARTIES) {
      for (const [index, { scheme }] of (invoice[name]?.identifiers ?? []).entries()) {
        if (!isForeign(scheme, IDENTIFIER_SCHEMES)) continue;
        report(`/${name}/identifiers/${index}/scheme`, offList(scheme, IDENTIFIER_SCHEMES));
      }
    }
  };
  return { id: 'BR-CL-10', check };
}

function itemClasses(): InvoiceRule {
  const check: InvoiceRule['check'] = ({ lines }, report) => {
    for (const { at, line } of lines) {
      for (const [index, { scheme }] of (line.classifications ?? []).entries()) {
        if (!isForeign(scheme, ITEM_CLASS_SCHEMES)) continue;
        report(`${at}/classifications/${index}/scheme`, offList(scheme, ITEM_CLASS_SCHEMES));
      }
    }
  };
  return { id: 'BR-CL-13', check };
}

function paymentMeans(): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    for (const [index, { code }] of (invoice.paymentMeans ?? []).entries()) {
      if (!isForeign(code, PAYMENT_MEANS_CODES)) continue;
      report(`/paymentMeans/${index}/code`, offList(code, PAYMENT_MEANS_CODES));
    }
  };
  return { id: 'BR-CL-16', check };
}

function mediaTypes(): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice }, report) => {
    for (const [index, { mediaType }] of (invoice.supportingDocuments ?? []).entries()) {
      if (!isForeign(mediaType, MEDIA_TYPES)) continue;
      report(`/supportingDocuments/${index}/mediaType`, offList(mediaType, MEDIA_TYPES));
    }
  };
  return { id: 'BR-CL-24', check };
}

/** What is absent is on every list: that a code is needed is said by another rule. */
function isForeign(code: string | undefined, list: CodeList): code is string {
  return code !== undefined && !list.has(code);
}

function offList(code: string, { name }: CodeList): string {
  return `“${code.slice(0, SHOWN_CHARACTERS_MAX)}” is not a code of ${name}.`;
}

const PARTIES = ['seller', 'buyer', 'payee', 'taxRepresentative'] as const;

/** The longest code of any list has 35 characters; a defect never repeats a document. */
const SHOWN_CHARACTERS_MAX = 40;
