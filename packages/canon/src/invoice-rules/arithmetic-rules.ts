/**
 * The arithmetic of lines, allowances and charges. EN 16931-1 gives it as calculations without rule
 * ids; the ids are those of OpenPeppol's rules for them, which partners know.
 *
 * An invoice of ours has to keep them. An invoice of somebody else need not: CEN's own examples do
 * not.
 */

import type Big from 'big.js';
import {
  decimal,
  HALF_UP,
  ZERO,
  type AdjustmentFacts,
  type InvoiceFacts,
  type LineFacts,
} from './invoice-facts.ts';
import type { InvoiceRule, Report } from './invoice-rule.ts';

export const ARITHMETIC_RULES: readonly InvoiceRule[] = [
  adjustments(),
  ofLines('PEPPOL-EN16931-R046', netPriceIsGrossLessDiscount),
  ofLines('PEPPOL-EN16931-R120', netIsQuantityTimesPrice),
  ofLines('PEPPOL-EN16931-R121', ({ at, line }, _facts, report) => {
    if (decimal(line.priceBaseQuantity)?.lte(ZERO)) {
      const found = `The price’s base quantity (BT-149) is ${line.priceBaseQuantity}`;
      report(`${at}/priceBaseQuantity`, `${found} and has to be above zero.`);
    }
  }),
];

/** PEPPOL-EN16931-R040: a percentage of a base is what it says, on the document and on lines. */
function adjustments(): InvoiceRule {
  const check: InvoiceRule['check'] = (facts, report) => {
    for (const adjustment of facts.adjustments) amountIsShareOfBase(adjustment, facts, report);
    for (const line of facts.lines) {
      for (const adjustment of line.adjustments) amountIsShareOfBase(adjustment, facts, report);
    }
  };
  return { id: 'PEPPOL-EN16931-R040', check };
}

function amountIsShareOfBase(
  { at, item, amount }: AdjustmentFacts,
  { digits, isExact }: InvoiceFacts,
  report: Report,
): void {
  const base = decimal(item.baseAmount);
  const percentage = decimal(item.percentage);
  if (!base || !percentage || !amount) return;
  const expected = base.times(percentage).times('0.01').round(digits, HALF_UP);
  if (agrees(amount, expected, isExact)) return;
  const computed = `${percentage} per cent of ${base}`;
  report(`${at}/amount`, `The amount is ${amount} and should be ${expected}: ${computed}.`);
}

function netPriceIsGrossLessDiscount({ at, line }: LineFacts, _: InvoiceFacts, report: Report) {
  const gross = decimal(line.grossPrice);
  const price = decimal(line.unitPrice);
  if (!gross || !price) return;
  const expected = gross.minus(decimal(line.priceDiscount) ?? ZERO);
  if (price.eq(expected)) return;
  const computed = `gross price ${gross} (BT-148) less ${line.priceDiscount ?? '0'} (BT-147)`;
  report(`${at}/unitPrice`, `The net price is ${price} and should be ${expected}: ${computed}.`);
}

/** BT-131 = BT-129 × BT-146 ÷ BT-149 − Σ BT-136 + Σ BT-141, half-up to the currency's decimals. */
function netIsQuantityTimesPrice(
  { at, line, net, adjustments }: LineFacts,
  { digits, isExact }: InvoiceFacts,
  report: Report,
): void {
  const quantity = decimal(line.quantity);
  const price = decimal(line.unitPrice);
  if (!net || !quantity || !price) return;
  let product = quantity.times(price);
  if (line.priceBaseQuantity !== undefined) {
    const base = decimal(line.priceBaseQuantity);
    if (!base || base.eq(ZERO)) return; // R121 says so
    product = product.div(base);
  }
  let rest = ZERO;
  for (const { amount, isCharge } of adjustments) {
    if (amount) rest = isCharge ? rest.plus(amount) : rest.minus(amount);
  }
  const expected = product.plus(rest).round(digits, HALF_UP);
  // Half a cent goes away from zero, so it matters whether the product or the sum is rounded when
  // allowances turn the sign; the standard does not say which, and both are read as right.
  const roundedFirst = product.round(digits, HALF_UP).plus(rest);
  if (agrees(net, expected, isExact) || agrees(net, roundedFirst, isExact)) return;
  const base = line.priceBaseQuantity === undefined ? '' : ` ÷ ${line.priceBaseQuantity}`;
  const computed = `${quantity} × ${price}${base}`;
  const further = adjustments.length > 0 ? ', with its allowances and charges' : '';
  const found = `The line’s net amount (BT-131) is ${net}`;
  report(`${at}/netAmount`, `${found} and should be ${expected}: ${computed}${further}.`);
}

function agrees(found: Big, expected: Big, isExact: boolean): boolean {
  const difference = found.minus(expected).abs();
  return isExact ? difference.eq(ZERO) : difference.lte(PUBLISHED_SLACK);
}

type Check = (line: LineFacts, facts: InvoiceFacts, report: Report) => void;

function ofLines(id: string, checkOne: Check): InvoiceRule {
  const check: InvoiceRule['check'] = (facts, report) => {
    for (const line of facts.lines) checkOne(line, facts, report);
  };
  return { id, check };
}

/**
 * What the two sides of R040 and R120 may differ by where the published validators are followed.
 */
const PUBLISHED_SLACK = '0.02';
