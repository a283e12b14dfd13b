/**
 * The rules of the nine VAT categories, BR-S-01 to BR-IP-10, from one table: the ten rules of each
 * category differ only in what the table says.
 *
 * The standard's ids are used for the Canary Islands and Ceuta/Melilla (BR-IG, BR-IP); validators
 * call them BR-AF and BR-AG. Category B (Italian split payment) has two rules of its own.
 */

import { unreachable } from '@kontor/kernel';
import type { Draft, InvoiceDraft } from './invoice-draft.ts';
import { vatGroup, ZERO, type InvoiceFacts } from './invoice-facts.ts';
import type { InvoiceRule, Report } from './invoice-rule.ts';
import type { Party } from '../party.ts';
import {
  VAT_CATEGORIES,
  VAT_CATEGORY_PLACES,
  type RateFound,
  type VatCategory,
} from './vat-category-table.ts';
import { expectedTax, isNear } from './vat-breakdown-rules.ts';

export const VAT_CATEGORY_RULES: readonly InvoiceRule[] = [
  ...VAT_CATEGORIES.flatMap(rulesOf),
  {
    id: 'BR-IC-11',
    check({ invoice, breakdown }, report) {
      if (!breakdown.some(({ item }) => item.category === 'K')) return;
      if (invoice.deliveryDate || invoice.period?.from || invoice.period?.to) return;
      report('/deliveryDate', 'An intra-community supply needs its delivery date or period.');
    },
  },
  {
    id: 'BR-IC-12',
    check({ invoice, breakdown }, report) {
      if (!breakdown.some(({ item }) => item.category === 'K')) return;
      if (invoice.deliverTo?.address?.country) return;
      const missing = 'needs the country delivered to (BT-80)';
      report('/deliverTo/address/country', `An intra-community supply ${missing}.`);
    },
  },
  {
    id: 'BR-O-11',
    check({ breakdown }, report) {
      if (!breakdown.some(({ item }) => item.category === 'O')) return;
      for (const { at, item } of breakdown) {
        if (item.category === 'O') continue;
        report(`${at}/category`, `${item.category} stands beside O, which stands alone.`);
      }
    },
  },
  ...standsAlone(),
  {
    id: 'BR-B-01',
    reads: ['seller', 'buyer'],
    check({ categories, invoice: { seller, buyer } }, report) {
      const isDomestic = seller?.address?.country === 'IT' && buyer?.address?.country === 'IT';
      if (!categories.has('B') || isDomestic) return;
      report('/taxBreakdown', 'Split payment (B) is for invoices within Italy.');
    },
  },
  {
    id: 'BR-B-02',
    check({ categories }, report) {
      if (categories.has('B') && categories.has('S')) {
        report('/taxBreakdown', 'Split payment (B) and standard rate (S) exclude each other.');
      }
    },
  },
];

/** 01 breakdown, 02–04 identifiers, 05–07 rates, 08 taxable amount, 09 VAT, 10 exemption reason. */
function rulesOf(of: VatCategory): readonly InvoiceRule[] {
  return [
    { id: `${of.rule}-01`, check: (facts, report) => checkBreakdown(of, facts, report) },
    ...VAT_CATEGORY_PLACES.map(({ number, ...place }): InvoiceRule => ({
      id: `${of.rule}-0${number}`,
      ...(of.identifiers !== 'no VAT' && { reads: readsOf(of) }),
      check: (facts, report) => {
        if (place.isUsed(of.code, facts)) checkIdentifiers(of, facts.invoice, report);
      },
    })),
    ...VAT_CATEGORY_PLACES.map(({ number, rates }): InvoiceRule => ({
      id: `${of.rule}-0${number + 3}`,
      check: (facts, report) => checkRates(of, rates(of.code, facts), report),
    })),
    { id: `${of.rule}-08`, check: (facts, report) => checkTaxableAmounts(of, facts, report) },
    { id: `${of.rule}-09`, check: (facts, report) => checkTaxAmounts(of, facts, report) },
    { id: `${of.rule}-10`, check: (facts, report) => checkReasons(of, facts, report) },
  ];
}

function readsOf({ identifiers }: VatCategory): readonly ('seller' | 'buyer')[] {
  return identifiers === 'seller and buyer' || identifiers === 'VAT of both'
    ? ['seller', 'buyer']
    : ['seller'];
}

function checkBreakdown({ code, name, rate }: VatCategory, facts: InvoiceFacts, report: Report) {
  if (!facts.categories.has(code)) return;
  const count = facts.breakdown.filter(({ item }) => item.category === code).length;
  const isByRate = rate === 'above zero' || rate === 'zero or more';
  if (isByRate ? count > 0 : count === 1) return;
  const expected = isByRate ? 'at least one' : 'exactly one';
  const found = `${count} of the VAT breakdown (BG-23) are of category ${code} (${name})`;
  report('/taxBreakdown', `${found}; there has to be ${expected}.`);
}

function checkIdentifiers(
  { code, name, identifiers }: VatCategory,
  it: InvoiceDraft,
  report: Report,
) {
  const { seller, buyer, taxRepresentative } = it;
  const of = `Category ${code} (${name})`;
  const hasSellerVat = Boolean(seller?.vatId ?? taxRepresentative?.vatId);
  if (identifiers === 'no VAT') {
    if (hasSellerVat || buyer?.vatId) report('/seller/vatId', `${of} permits no VAT identifier.`);
    return;
  }
  const isVatNeeded = identifiers === 'VAT of both' || identifiers === 'VAT of seller';
  if (!hasSellerVat && (isVatNeeded || !seller?.taxNumber)) {
    const alternatives = isVatNeeded ? 'BT-31 or BT-63' : 'BT-31, BT-32 or BT-63';
    report('/seller/vatId', `${of} needs the seller’s identifier: ${alternatives}.`);
  }
  if (identifiers === 'VAT of both' && !buyer?.vatId) {
    report('/buyer/vatId', `${of} needs the buyer’s VAT identifier (BT-48).`);
  }
  if (identifiers === 'seller and buyer' && !hasVatOrRegistration(buyer)) {
    report('/buyer/vatId', `${of} needs the buyer’s identifier: BT-48 or BT-47.`);
  }
}

function hasVatOrRegistration(party: Draft<Party> | undefined): boolean {
  return Boolean(party?.vatId ?? party?.registration?.value);
}

function checkRates(
  { code, name, rate }: VatCategory,
  found: readonly RateFound[],
  report: Report,
) {
  for (const { at, rate: value } of found) {
    if (isRate(rate, value)) continue;
    const was = value === undefined ? 'absent' : `${value}`;
    report(at, `The rate of category ${code} (${name}) is ${was} and has to be ${rate}.`);
  }
}

function isRate(rate: VatCategory['rate'], value: RateFound['rate']): boolean {
  switch (rate) {
    case 'absent':
      return value === undefined;
    case 'zero':
      return value?.eq(ZERO) ?? false;
    case 'zero or more':
      return value?.gte(ZERO) ?? false;
    case 'above zero':
      return value?.gt(ZERO) ?? false;
    default:
      return unreachable(rate);
  }
}

function checkTaxableAmounts(of: VatCategory, facts: InvoiceFacts, report: Report) {
  const isByRate = of.rate === 'above zero' || of.rate === 'zero or more';
  const named = new Set<string>();
  for (const { at, item, rate, taxable } of facts.breakdown) {
    if (item.category !== of.code) continue;
    const group = vatGroup(of.code, isByRate ? rate : undefined);
    named.add(group);
    const expected = facts.taxable.get(group) ?? ZERO;
    if (!taxable || (isByRate ? isNear(taxable, expected, facts) : taxable.eq(expected))) continue;
    const computed = 'the lines, less allowances, with charges, of its category and rate';
    const sentence = `BT-116 is ${taxable} and should be ${expected}: ${computed}.`;
    report(`${at}/taxableAmount`, sentence);
  }
  if (!isByRate) return;
  for (const [group, sum] of facts.taxable) {
    if (!group.startsWith(`${of.code} `) || named.has(group) || sum.eq(ZERO)) continue;
    const sentence = `${sum} are taxed at ${group.slice(of.code.length + 1)} per cent (${of.name})`;
    report('/taxBreakdown', `${sentence}, a rate that the VAT breakdown does not name.`);
  }
}

function checkTaxAmounts(of: VatCategory, facts: InvoiceFacts, report: Report) {
  const isTaxed = of.rate === 'above zero' || of.rate === 'zero or more';
  for (const item of facts.breakdown) {
    if (item.item.category !== of.code || !item.tax) continue;
    const expected = isTaxed ? expectedTax(item, facts) : ZERO;
    if (!expected) continue;
    if (isTaxed ? isNear(item.tax, expected, facts) : item.tax.eq(ZERO)) continue;
    const found = `BT-117 is ${item.tax} and should be ${expected}`;
    report(`${item.at}/taxAmount`, `${found} for category ${of.code} (${of.name}).`);
  }
}

function checkReasons({ code, name, reason }: VatCategory, facts: InvoiceFacts, report: Report) {
  for (const { at, item } of facts.breakdown) {
    if (item.category !== code) continue;
    const hasReason = Boolean(item.exemptionReason ?? item.exemptionReasonCode);
    if (hasReason === (reason === 'required')) continue;
    const sentence = `An exemption reason (BT-120, BT-121) is ${reason}`;
    report(`${at}/exemptionReason`, `${sentence} for category ${code} (${name}).`);
  }
}

/** BR-O-12 to BR-O-14: what is not subject to VAT is never mixed with what is. */
function standsAlone(): readonly InvoiceRule[] {
  return VAT_CATEGORY_PLACES.map(({ number, others }): InvoiceRule => ({
    id: `BR-O-${number + 10}`,
    check: (facts, report) => {
      if (!facts.breakdown.some(({ item }) => item.category === 'O')) return;
      for (const at of others('O', facts)) report(at, 'Beside O (not subject to VAT) all is O.');
    },
  }));
}
