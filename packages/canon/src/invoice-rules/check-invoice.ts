/**
 * Checks an invoice against the rules of EN 16931 and says everything that is wrong with it at
 * once.
 *
 * A defect's code is the rule's own id (`BR-CO-10`), `at` a JSON pointer into the canonical
 * invoice. No defects means that the totals follow from the lines to the cent, the VAT follows from
 * its rates, and every code is on its list.
 */

import type { Defect } from '@kontor/kernel';
import { ADJUSTMENT_RULES } from './adjustment-rules.ts';
import { ARITHMETIC_RULES } from './arithmetic-rules.ts';
import { CODE_RULES } from './code-rules.ts';
import { CONDITION_RULES } from './condition-rules.ts';
import { DAY_RULES } from './day-rules.ts';
import { DECIMALS_RULES } from './decimals-rules.ts';
import type { InvoiceDraft } from './invoice-draft.ts';
import { invoiceFacts } from './invoice-facts.ts';
import type { InvoiceRule } from './invoice-rule.ts';
import { PRESENCE_RULES } from './presence-rules.ts';
import { TOTALS_RULES } from './totals-rules.ts';
import { VAT_BREAKDOWN_RULES } from './vat-breakdown-rules.ts';
import { VAT_CATEGORY_RULES } from './vat-category-rules.ts';

export type InvoiceCheck = {
  /**
   * `issued`: an invoice of ours. Every computed amount agrees to the cent, as EN 16931-1 says, in
   * lines as well. `received`: an invoice of somebody else, held to EN 16931 as CEN's published
   * validator does, which lets VAT be off by less than one currency unit and does not multiply
   * lines.
   */
  readonly as?: 'issued' | 'received';
  /**
   * `document`: what travels between seller and buyer. `request`: what an application asks us to
   * post, where seller, buyer and specification may be left to us; a rule that reads one that is
   * absent is left out.
   */
  readonly form?: 'document' | 'request';
  /** The rules to apply instead of those that `as` stands for. */
  readonly rules?: readonly InvoiceRule[];
};

export function checkInvoice(
  invoice: InvoiceDraft,
  { as = 'issued', form = 'document', rules = RULES_AS[as] }: InvoiceCheck = {},
): readonly Defect[] {
  const facts = invoiceFacts(invoice, as === 'issued');
  const defects: Defect[] = [];
  let code = '';
  const report = (at: string, detail: string) => {
    if (defects.length < DEFECTS_MAX) defects.push({ code, at, detail });
  };
  for (const { id, reads, check } of rules) {
    if (form === 'request' && reads?.some((name) => invoice[name] === undefined)) continue;
    code = id;
    check(facts, report);
  }
  return defects;
}

export const EN_16931_RULES: readonly InvoiceRule[] = [
  ...PRESENCE_RULES,
  ...DAY_RULES,
  ...DECIMALS_RULES,
  ...CODE_RULES,
  ...CONDITION_RULES,
  ...ADJUSTMENT_RULES,
  ...TOTALS_RULES,
  ...VAT_BREAKDOWN_RULES,
  ...VAT_CATEGORY_RULES,
];

const RULES_AS = {
  issued: [...EN_16931_RULES, ...ARITHMETIC_RULES],
  received: EN_16931_RULES,
} as const;

/** Enough to mend a document by; ten thousand lines with one mistake each say nothing more. */
export const DEFECTS_MAX = 100;
