/**
 * The nine VAT categories of EN 16931-1 (UNTDID 5305) as a table of what each asks for, and the
 * three places of an invoice where a category is used. Every rule of vat-category-rules.ts comes
 * from here.
 */

import type Big from 'big.js';
import type { InvoiceFacts } from './invoice-facts.ts';

export type VatCategory = {
  /** What the rule ids begin with. */
  readonly rule: string;
  /** UNTDID 5305 */
  readonly code: string;
  readonly name: string;
  readonly rate: 'above zero' | 'zero or more' | 'zero' | 'absent';
  readonly reason: 'required' | 'forbidden';
  readonly identifiers: 'seller' | 'seller and buyer' | 'VAT of both' | 'VAT of seller' | 'no VAT';
};

export const VAT_CATEGORIES: readonly VatCategory[] = [
  category('BR-S', 'S', 'standard rate', 'above zero', 'forbidden', 'seller'),
  category('BR-Z', 'Z', 'zero rated', 'zero', 'forbidden', 'seller'),
  category('BR-E', 'E', 'exempt from VAT', 'zero', 'required', 'seller'),
  category('BR-AE', 'AE', 'reverse charge', 'zero', 'required', 'seller and buyer'),
  category('BR-IC', 'K', 'intra-community supply', 'zero', 'required', 'VAT of both'),
  category('BR-G', 'G', 'export outside the EU', 'zero', 'required', 'VAT of seller'),
  category('BR-O', 'O', 'not subject to VAT', 'absent', 'required', 'no VAT'),
  category('BR-IG', 'L', 'IGIC (Canary Islands)', 'zero or more', 'forbidden', 'seller'),
  category('BR-IP', 'M', 'IPSI (Ceuta and Melilla)', 'zero or more', 'forbidden', 'seller'),
];

export type RateFound = { readonly at: string; readonly rate: Big | undefined };

/** The three places where a VAT category is used: lines, allowances and charges of the document. */
export const VAT_CATEGORY_PLACES = [
  {
    number: 2,
    isUsed: (code: string, { lines }: InvoiceFacts) =>
      lines.some(({ line }) => line.taxCategory === code),
    rates: (code: string, { lines }: InvoiceFacts): RateFound[] =>
      lines
        .filter(({ line }) => line.taxCategory === code)
        .map(({ at, rate }) => ({ at: `${at}/taxRate`, rate })),
    others: (code: string, { lines }: InvoiceFacts) =>
      lines.filter(({ line }) => line.taxCategory !== code).map(({ at }) => `${at}/taxCategory`),
  },
  adjustmentPlace(3, false),
  adjustmentPlace(4, true),
] as const;

function category(
  rule: string,
  code: string,
  name: string,
  rate: VatCategory['rate'],
  reason: VatCategory['reason'],
  identifiers: VatCategory['identifiers'],
): VatCategory {
  return { rule, code, name, rate, reason, identifiers };
}

function adjustmentPlace(number: number, areCharges: boolean) {
  const used = (code: string, { adjustments }: InvoiceFacts) =>
    adjustments.filter(
      ({ item, isCharge }) => isCharge === areCharges && item.taxCategory === code,
    );
  return {
    number,
    isUsed: (code: string, facts: InvoiceFacts) => used(code, facts).length > 0,
    rates: (code: string, facts: InvoiceFacts): RateFound[] =>
      used(code, facts).map(({ at, rate }) => ({ at: `${at}/taxRate`, rate })),
    others: (code: string, { adjustments }: InvoiceFacts) =>
      adjustments
        .filter(({ item, isCharge }) => isCharge === areCharges && item.taxCategory !== code)
        .map(({ at }) => `${at}/taxCategory`),
  };
}
