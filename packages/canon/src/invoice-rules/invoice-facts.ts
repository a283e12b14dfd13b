/**
 * What the rules compute with, read from an invoice once: its amounts as exact decimals, where each
 * stands, and the taxable sums of every VAT category and rate.
 *
 * Decimals are big.js: exact in addition and multiplication, half-up away from zero when rounded,
 * as EN 16931-1 (section 6.5.2) asks.
 */

import { assert, minorDigits, parseCurrency } from '@kontor/kernel';
import Big from 'big.js';
import type { AllowanceCharge, InvoiceLine, InvoiceTotals, TaxBreakdown } from '../invoice.ts';
import type { Draft, InvoiceDraft } from './invoice-draft.ts';

export type InvoiceFacts = {
  readonly invoice: InvoiceDraft;
  /**
   * Whether computed amounts must agree to the cent, or as loosely as published validators allow.
   */
  readonly isExact: boolean;
  /** Decimals of the invoice currency: 2 for EUR, 0 for JPY. */
  readonly digits: number;
  readonly lines: readonly LineFacts[];
  /** BG-20 and BG-21 */
  readonly adjustments: readonly AdjustmentFacts[];
  readonly breakdown: readonly BreakdownFacts[];
  readonly totals: { readonly [Name in keyof InvoiceTotals]?: Big | undefined };
  /** Σ lines − allowances + charges, by `vatGroup`: of a category, and of a category and rate. */
  readonly taxable: ReadonlyMap<string, Big>;
  /** BT-95, BT-102, BT-118 and BT-151: every VAT category that is named anywhere. */
  readonly categories: ReadonlySet<string>;
};

export type LineFacts = {
  readonly at: string;
  readonly line: Draft<InvoiceLine>;
  readonly net: Big | undefined;
  readonly rate: Big | undefined;
  readonly adjustments: readonly AdjustmentFacts[];
};

export type AdjustmentFacts = {
  readonly at: string;
  readonly item: Draft<AllowanceCharge>;
  readonly isCharge: boolean;
  readonly amount: Big | undefined;
  readonly rate: Big | undefined;
};

export type BreakdownFacts = {
  readonly at: string;
  readonly item: Draft<TaxBreakdown>;
  readonly rate: Big | undefined;
  readonly taxable: Big | undefined;
  readonly tax: Big | undefined;
};

export function invoiceFacts(invoice: InvoiceDraft, isExact: boolean): InvoiceFacts {
  const currency = parseCurrency(invoice.currency ?? '');
  const lines = (invoice.lines ?? []).map(lineFacts);
  const adjustments = adjustmentFacts(invoice.allowancesCharges, '/allowancesCharges');
  const breakdown = (invoice.taxBreakdown ?? []).map(breakdownFacts);
  return {
    invoice,
    isExact,
    digits: currency === undefined ? DIGITS_OF_MOST : minorDigits(currency),
    lines,
    adjustments,
    breakdown,
    totals: totalsFacts(invoice.totals),
    taxable: taxableSums(lines, adjustments),
    categories: new Set(
      [
        ...lines.map(({ line }) => line.taxCategory),
        ...adjustments.map(({ item }) => item.taxCategory),
        ...breakdown.map(({ item }) => item.category),
      ].filter((category) => category !== undefined),
    ),
  };
}

/** The key of `taxable`: `S`, or `S 19` with the rate in its shortest form. */
export function vatGroup(category: string | undefined, rate?: Big): string {
  return rate === undefined ? (category ?? '') : `${category ?? ''} ${rate.toString()}`;
}

/** Undefined stays undefined. The text has passed a schema or a reader, so it is a decimal. */
export function decimal(text: string | undefined): Big | undefined {
  if (text === undefined) return undefined;
  assert(DECIMAL.test(text), 'amounts of an invoice draft are decimals');
  return new Big(text);
}

export const ZERO = new Big(0);

/** big.js calls it `roundHalfUp`: a half goes away from zero. */
export const HALF_UP = 1;

function lineFacts(line: Draft<InvoiceLine>, index: number): LineFacts {
  const at = `/lines/${index}`;
  return {
    at,
    line,
    net: decimal(line.netAmount),
    rate: decimal(line.taxRate),
    adjustments: adjustmentFacts(line.allowancesCharges, `${at}/allowancesCharges`),
  };
}

function adjustmentFacts(
  items: readonly Draft<AllowanceCharge>[] | undefined,
  at: string,
): readonly AdjustmentFacts[] {
  if (items === undefined) return NO_ADJUSTMENTS;
  return items.map((item, index) => ({
    at: `${at}/${index}`,
    item,
    isCharge: item.kind === 'charge',
    amount: decimal(item.amount),
    rate: decimal(item.taxRate),
  }));
}

function breakdownFacts(item: Draft<TaxBreakdown>, index: number): BreakdownFacts {
  return {
    at: `/taxBreakdown/${index}`,
    item,
    rate: decimal(item.rate),
    taxable: decimal(item.taxableAmount),
    tax: decimal(item.taxAmount),
  };
}

function totalsFacts(totals: InvoiceDraft['totals']): InvoiceFacts['totals'] {
  return {
    lineNet: decimal(totals?.lineNet),
    allowances: decimal(totals?.allowances),
    charges: decimal(totals?.charges),
    net: decimal(totals?.net),
    tax: decimal(totals?.tax),
    taxInAccountingCurrency: decimal(totals?.taxInAccountingCurrency),
    gross: decimal(totals?.gross),
    prepaid: decimal(totals?.prepaid),
    rounding: decimal(totals?.rounding),
    payable: decimal(totals?.payable),
  };
}

function taxableSums(
  lines: readonly LineFacts[],
  adjustments: readonly AdjustmentFacts[],
): ReadonlyMap<string, Big> {
  const sums = new Map<string, Big>();
  const add = (category: string | undefined, rate: Big | undefined, amount: Big) => {
    const ofCategory = vatGroup(category);
    sums.set(ofCategory, amount.plus(sums.get(ofCategory) ?? ZERO));
    if (rate === undefined) return;
    const ofRate = vatGroup(category, rate);
    sums.set(ofRate, amount.plus(sums.get(ofRate) ?? ZERO));
  };
  for (const { line, rate, net } of lines) add(line.taxCategory, rate, net ?? ZERO);
  for (const { item, rate, amount, isCharge } of adjustments) {
    const signed = amount ?? ZERO;
    add(item.taxCategory, rate, isCharge ? signed : signed.neg());
  }
  return sums;
}

/** Where the currency is unknown, which is a defect of its own. EN 16931 says two throughout. */
const DIGITS_OF_MOST = 2;

const NO_ADJUSTMENTS: readonly AdjustmentFacts[] = [];

const DECIMAL = /^-?\d{1,18}(\.\d{1,18})?$/;
