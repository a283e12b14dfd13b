/**
 * One invoice or credit note that adds up: lines at the tax rates of its legal entity, sometimes a
 * discount on the whole document, totals that follow to the cent (EN 16931).
 */

import type { AllowanceCharge, CustomerInvoice, InvoiceLine, TaxBreakdown } from '@kontor/canon';
import {
  currency as currencyOf,
  money,
  plusDays,
  present,
  toDecimal,
  type BankingDay,
  type CurrencyCode,
  type Random,
} from '@kontor/kernel';
import type { SandboxCustomer, SandboxLegalEntity, SandboxTaxCode } from '@kontor/sandbox';
import { creditorReference } from './creditor-reference.ts';
import { hasLuck } from './draw.ts';
import { percentOf } from './exact-share.ts';
import { makeLines } from './make-lines.ts';

export type InvoiceOrder = {
  readonly number: string;
  readonly entity: SandboxLegalEntity;
  readonly customer: SandboxCustomer;
  readonly taxCodes: readonly SandboxTaxCode[];
  readonly issueDate: BankingDay;
  /** For a credit note: the invoice that it corrects. */
  readonly corrects?: CustomerInvoice;
  readonly isCreditNote: boolean;
};

export function makeInvoice(order: InvoiceOrder, random: Random): CustomerInvoice {
  const currency = currencyOf(order.entity.currency);
  const lines = makeLines(order, currency, random);
  const hasDiscount = !order.isCreditNote && hasLuck(DISCOUNT_SHARE, random);
  const discount = hasDiscount ? discountOn(lines, currency) : undefined;
  const isReferenced = hasLuck(REFERENCED_SHARE, random);
  return {
    legalEntity: order.entity.code,
    customer: order.customer.number,
    number: order.number,
    issueDate: order.issueDate,
    typeCode: order.isCreditNote ? CREDIT_NOTE : COMMERCIAL_INVOICE,
    currency,
    dueDate: plusDays(order.issueDate, order.customer.paymentDays),
    ...(isReferenced && { paymentReference: creditorReference(order.number) }),
    ...(order.isCreditNote && { paymentTerms: 'Deduct it from your next payment.' }),
    ...(order.corrects && { precedingInvoices: [precedingOf(order.corrects)] }),
    ...(discount && { allowancesCharges: [discount] }),
    ...addedUp({ lines, currency, ...(discount && { discount }) }),
    lines: [...lines],
  };
}

type AddingUp = {
  readonly lines: readonly InvoiceLine[];
  readonly discount?: AllowanceCharge;
  readonly currency: CurrencyCode;
};

/** BG-22 and BG-23 from the lines and the discount. */
export function addedUp({
  lines,
  discount,
  currency,
}: AddingUp): Pick<CustomerInvoice, 'totals' | 'taxBreakdown'> {
  const text = (minor: bigint) => toDecimal(money(minor, currency));
  const groups = new Map<string, TaxGroup>();
  for (const { taxCategory, taxRate, netAmount } of lines) {
    addTo(groups, { taxCategory, ...(taxRate !== undefined && { taxRate }) }, minorOf(netAmount));
  }
  const allowed = discount ? minorOf(discount.amount) : 0n;
  if (discount) addTo(groups, discount, -allowed);
  const taxBreakdown = [...groups.values()].map((group) => toBreakdown(group, text));
  const lineTotal = lines.reduce((total, { netAmount }) => total + minorOf(netAmount), 0n);
  const tax = taxBreakdown.reduce((total, { taxAmount }) => total + minorOf(taxAmount), 0n);
  const gross = lineTotal - allowed + tax;
  return {
    taxBreakdown,
    totals: {
      lineNet: text(lineTotal),
      ...(discount && { allowances: text(allowed) }),
      net: text(lineTotal - allowed),
      tax: text(tax),
      gross: text(gross),
      payable: text(gross),
    },
  };
}

type TaxGroup = { readonly category: string; readonly rate: string | undefined; taxable: bigint };

function addTo(
  groups: Map<string, TaxGroup>,
  of: { readonly taxCategory?: string; readonly taxRate?: string },
  minor: bigint,
): void {
  const category = present(of.taxCategory, 'lines and discounts of the scenario have a category');
  const key = `${category} ${of.taxRate ?? ''}`;
  const group = groups.get(key) ?? { category, rate: of.taxRate, taxable: 0n };
  group.taxable += minor;
  groups.set(key, group);
}

function toBreakdown(
  { category, rate, taxable }: TaxGroup,
  text: (minor: bigint) => string,
): TaxBreakdown {
  const reason = EXEMPTIONS[category];
  return {
    category,
    ...(rate !== undefined && { rate }),
    taxableAmount: text(taxable),
    taxAmount: text(percentOf(taxable, rate ?? '0')),
    ...(reason !== undefined && { exemptionReason: reason }),
  };
}

/** Five per cent on everything at the rate that most of the document is taxed at. */
function discountOn(lines: readonly InvoiceLine[], currency: CurrencyCode): AllowanceCharge {
  const sums = new Map<string, { readonly line: InvoiceLine; readonly minor: bigint }>();
  for (const line of lines) {
    const key = `${line.taxCategory} ${line.taxRate ?? ''}`;
    const minor = (sums.get(key)?.minor ?? 0n) + minorOf(line.netAmount);
    sums.set(key, { line, minor });
  }
  const [largest] = [...sums.values()].toSorted((a, b) => (b.minor > a.minor ? 1 : -1));
  const { line, minor } = present(largest, 'an invoice has a line');
  return {
    kind: 'allowance',
    amount: toDecimal(money(percentOf(minor, DISCOUNT_PERCENT), currency)),
    baseAmount: toDecimal(money(minor, currency)),
    percentage: DISCOUNT_PERCENT,
    reason: 'Volume discount',
    reasonCode: '95',
    taxCategory: line.taxCategory,
    ...(line.taxRate !== undefined && { taxRate: line.taxRate }),
  };
}

function precedingOf({ number, issueDate }: CustomerInvoice) {
  return { number, issueDate };
}

/**
 * All currencies of the group have two decimals, and amounts of the scenario are written with them.
 */
function minorOf(decimal: string): bigint {
  return BigInt(decimal.replace('.', ''));
}

const COMMERCIAL_INVOICE = '380';
const CREDIT_NOTE = '381';

const DISCOUNT_PERCENT = '5';
const DISCOUNT_SHARE = 0.1;
const REFERENCED_SHARE = 0.4;
const EXEMPTIONS: Readonly<Record<string, string>> = {
  E: 'Exempt: training by an approved body',
  O: 'Not subject to sales tax',
};
