/**
 * BR-DEC-01 to BR-DEC-28: how many decimals an amount may have.
 *
 * EN 16931-1 says two, for the currencies it was written for. Here an amount has to be an exact
 * amount of its currency, since nothing else can be posted: none for JPY (`100.50` is refused,
 * `100.00` is not), three for KWD. Zeros count where the standard counts them: `1.500` EUR is
 * refused.
 */

import { minorDigits, parseCurrency } from '@kontor/kernel';
import type { InvoiceRule, Report } from './invoice-rule.ts';
import type { AdjustmentFacts, InvoiceFacts } from './invoice-facts.ts';
import type { InvoiceTotals } from '../invoice.ts';

export const DECIMALS_RULES: readonly InvoiceRule[] = [
  ofAdjustments('BR-DEC-01', 'BT-92', 'amount', 'allowance'),
  ofAdjustments('BR-DEC-02', 'BT-93', 'baseAmount', 'allowance'),
  ofAdjustments('BR-DEC-05', 'BT-99', 'amount', 'charge'),
  ofAdjustments('BR-DEC-06', 'BT-100', 'baseAmount', 'charge'),
  ofTotals('BR-DEC-09', 'BT-106', 'lineNet'),
  ofTotals('BR-DEC-10', 'BT-107', 'allowances'),
  ofTotals('BR-DEC-11', 'BT-108', 'charges'),
  ofTotals('BR-DEC-12', 'BT-109', 'net'),
  ofTotals('BR-DEC-13', 'BT-110', 'tax'),
  ofTotals('BR-DEC-14', 'BT-112', 'gross'),
  taxInAccountingCurrency(),
  ofTotals('BR-DEC-16', 'BT-113', 'prepaid'),
  ofTotals('BR-DEC-17', 'BT-114', 'rounding'),
  ofTotals('BR-DEC-18', 'BT-115', 'payable'),
  ofBreakdown('BR-DEC-19', 'BT-116', 'taxableAmount'),
  ofBreakdown('BR-DEC-20', 'BT-117', 'taxAmount'),
  lineNet(),
  ofLineAdjustments('BR-DEC-24', 'BT-136', 'amount', 'allowance'),
  ofLineAdjustments('BR-DEC-25', 'BT-137', 'baseAmount', 'allowance'),
  ofLineAdjustments('BR-DEC-27', 'BT-141', 'amount', 'charge'),
  ofLineAdjustments('BR-DEC-28', 'BT-142', 'baseAmount', 'charge'),
];

function ofTotals(id: string, term: string, name: keyof InvoiceTotals): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice: { totals, currency }, digits }, report) =>
    checkDecimals({ text: totals?.[name], term, at: `/totals/${name}`, currency, digits }, report);
  return { id, check };
}

/** The one amount that is in another currency (BT-6). */
function taxInAccountingCurrency(): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice, digits }, report) => {
    const text = invoice.totals?.taxInAccountingCurrency;
    if (text === undefined) return;
    const known = parseCurrency(invoice.taxCurrency ?? '');
    const amount = { text, term: 'BT-111', at: '/totals/taxInAccountingCurrency' };
    checkDecimals(
      {
        ...amount,
        currency: known ?? invoice.currency,
        digits: known ? minorDigits(known) : digits,
      },
      report,
    );
  };
  return { id: 'BR-DEC-15', check };
}

function ofAdjustments(...rule: AdjustmentRule): InvoiceRule {
  const check: InvoiceRule['check'] = (facts, report) =>
    checkAdjustments(facts, facts.adjustments, rule, report);
  return { id: rule[0], check };
}

function ofLineAdjustments(...rule: AdjustmentRule): InvoiceRule {
  const check: InvoiceRule['check'] = (facts, report) => {
    for (const { adjustments } of facts.lines) checkAdjustments(facts, adjustments, rule, report);
  };
  return { id: rule[0], check };
}

type AdjustmentRule = [
  id: string,
  term: string,
  name: 'amount' | 'baseAmount',
  kind: 'allowance' | 'charge',
];

function checkAdjustments(
  { invoice: { currency }, digits }: InvoiceFacts,
  adjustments: readonly AdjustmentFacts[],
  [, term, name, kind]: AdjustmentRule,
  report: Report,
): void {
  for (const { at, item, isCharge } of adjustments) {
    if (isCharge !== (kind === 'charge')) continue;
    checkDecimals({ text: item[name], term, at: `${at}/${name}`, currency, digits }, report);
  }
}

function ofBreakdown(id: string, term: string, name: 'taxableAmount' | 'taxAmount'): InvoiceRule {
  const check: InvoiceRule['check'] = ({ breakdown, invoice: { currency }, digits }, report) => {
    for (const { at, item } of breakdown) {
      checkDecimals({ text: item[name], term, at: `${at}/${name}`, currency, digits }, report);
    }
  };
  return { id, check };
}

function lineNet(): InvoiceRule {
  const check: InvoiceRule['check'] = ({ lines, invoice: { currency }, digits }, report) => {
    for (const { at, line } of lines) {
      const amount = { text: line.netAmount, term: 'BT-131', at: `${at}/netAmount` };
      checkDecimals({ ...amount, currency, digits }, report);
    }
  };
  return { id: 'BR-DEC-23', check };
}

type CheckedAmount = {
  readonly text: string | undefined;
  readonly term: string;
  readonly at: string;
  readonly currency: string | undefined;
  readonly digits: number;
};

function checkDecimals({ text, term, at, currency, digits }: CheckedAmount, report: Report): void {
  if (text === undefined) return;
  const point = text.indexOf('.');
  if (point < 0) return;
  const written = text.length - point - 1;
  const isExact = written <= digits || !/[^0]/.test(text.slice(point + 1 + digits));
  if (isExact && written <= Math.max(digits, DIGITS_OF_THE_STANDARD)) return;
  const allowed = `an amount in ${currency ?? 'this currency'} has at most ${digits}`;
  report(at, `${term} is ${text}: ${allowed} decimals.`);
}

const DIGITS_OF_THE_STANDARD = 2;
