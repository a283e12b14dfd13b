/**
 * What a rule of EN 16931 is: a value with the standard's own id and one pure check.
 *
 * A rule reports where it is broken as a JSON pointer into the canonical invoice, and in a sentence
 * with the amount found and the amount expected. It never stops at another rule's defect: an amount
 * that is not there is the business of the rule that requires it, so all others pass over it.
 */

import type { InvoiceFacts } from './invoice-facts.ts';

export type InvoiceRule = {
  /** As EN 16931-1 and the published validators write it: `BR-CO-10`. */
  readonly id: string;
  /** What the rule reads and a request may leave to master data; see `InvoiceCheck.form`. */
  readonly reads?: readonly ('seller' | 'buyer' | 'specification')[];
  readonly check: (facts: InvoiceFacts, report: Report) => void;
};

export type Report = (at: string, detail: string) => void;
