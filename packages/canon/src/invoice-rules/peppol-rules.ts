/**
 * Rules of OpenPeppol BIS Billing 3 that go beyond EN 16931 and concern amounts, units and periods:
 * for documents that travel over Peppol. Its arithmetic is in arithmetic-rules.ts.
 */

import type { InvoicePeriod } from '../invoice.ts';
import type { Draft } from './invoice-draft.ts';
import type { AdjustmentFacts } from './invoice-facts.ts';
import type { InvoiceRule, Report } from './invoice-rule.ts';

export const PEPPOL_RULES: readonly InvoiceRule[] = [
  ofAdjustments('PEPPOL-EN16931-R041', ({ at, item }, report) => {
    if (!item.percentage || item.baseAmount) return;
    report(`${at}/baseAmount`, 'A percentage needs the amount that it is taken of.');
  }),
  ofAdjustments('PEPPOL-EN16931-R042', ({ at, item }, report) => {
    if (!item.baseAmount || item.percentage) return;
    report(`${at}/percentage`, 'A base amount needs the percentage that is taken of it.');
  }),
  ofLinePeriods('PEPPOL-EN16931-R110', ({ at, line, whole }, report) => {
    if (!line.from || !whole.from || line.from >= whole.from) return;
    report(`${at}/from`, `The line’s period begins ${line.from}, the invoice’s ${whole.from}.`);
  }),
  ofLinePeriods('PEPPOL-EN16931-R111', ({ at, line, whole }, report) => {
    if (!line.to || !whole.to || line.to <= whole.to) return;
    report(`${at}/to`, `The line’s period ends ${line.to}, the invoice’s ${whole.to}.`);
  }),
  {
    id: 'PEPPOL-EN16931-R130',
    check({ lines }, report) {
      for (const { at, line } of lines) {
        if (!line.priceBaseUnit || !line.unit || line.priceBaseUnit === line.unit) continue;
        const found = `The price is per ${line.priceBaseUnit} (BT-150)`;
        report(`${at}/priceBaseUnit`, `${found} and the quantity in ${line.unit} (BT-130).`);
      }
    },
  },
];

function ofAdjustments(
  id: string,
  checkOne: (adjustment: AdjustmentFacts, report: Report) => void,
): InvoiceRule {
  const check: InvoiceRule['check'] = ({ adjustments, lines }, report) => {
    for (const adjustment of adjustments) checkOne(adjustment, report);
    for (const line of lines) {
      for (const adjustment of line.adjustments) checkOne(adjustment, report);
    }
  };
  return { id, check };
}

type PeriodOfLine = {
  readonly at: string;
  readonly line: Draft<InvoicePeriod>;
  /** BG-14 */
  readonly whole: Draft<InvoicePeriod>;
};

function ofLinePeriods(
  id: string,
  checkOne: (period: PeriodOfLine, report: Report) => void,
): InvoiceRule {
  const check: InvoiceRule['check'] = ({ invoice: { period: whole }, lines }, report) => {
    if (!whole) return;
    for (const { at, line } of lines) {
      if (line.period) checkOne({ at: `${at}/period`, line: line.period, whole }, report);
    }
  };
  return { id, check };
}
