/**
 * BR-CO-17 and BR-CO-18: that there is a VAT breakdown (BG-23), and that its VAT follows from its
 * rate.
 */

import type Big from 'big.js';
import { HALF_UP, ZERO, type BreakdownFacts, type InvoiceFacts } from './invoice-facts.ts';
import type { InvoiceRule } from './invoice-rule.ts';

export const VAT_BREAKDOWN_RULES: readonly InvoiceRule[] = [
  {
    id: 'BR-CO-17',
    check(facts, report) {
      for (const item of facts.breakdown) {
        const expected = expectedTax(item, facts);
        if (!expected || !item.tax || isNear(item.tax, expected, facts)) continue;
        const computed = `${item.taxable} (BT-116) × ${item.rate ?? 0} per cent`;
        const found = `BT-117 is ${item.tax} and should be ${expected}`;
        report(`${item.at}/taxAmount`, `${found}: ${computed}.`);
      }
    },
  },
  {
    id: 'BR-CO-18',
    check({ breakdown }, report) {
      if (breakdown.length === 0) report('/taxBreakdown', 'The VAT breakdown (BG-23) is missing.');
    },
  },
];

/** BT-117 = BT-116 × BT-119 ÷ 100, half-up; without a rate there is no VAT. */
export function expectedTax(
  { taxable, rate = ZERO }: BreakdownFacts,
  { digits }: InvoiceFacts,
): Big | undefined {
  return taxable?.times(rate).times('0.01').round(digits, HALF_UP);
}

/**
 * Whether two amounts of the VAT breakdown agree. The published validators let them differ by less
 * than one currency unit, since many sellers round VAT per line.
 */
export function isNear(found: Big, expected: Big, { isExact }: InvoiceFacts): boolean {
  const difference = found.minus(expected);
  return isExact ? difference.eq(ZERO) : difference.abs().lt('1');
}
