/**
 * What allowances and charges have to say: BR-31 to BR-44 and BR-CO-21 to BR-CO-24.
 *
 * BR-33 and BR-CO-21 ask for the same thing, as do BR-38 and BR-CO-22, BR-42 and BR-CO-23, BR-44
 * and BR-CO-24; both ids are reported, because partners look for either.
 */

import type { AllowanceCharge } from '../invoice.ts';
import type { Draft } from './invoice-draft.ts';
import type { AdjustmentFacts } from './invoice-facts.ts';
import type { InvoiceRule, Report } from './invoice-rule.ts';

export const ADJUSTMENT_RULES: readonly InvoiceRule[] = [
  asks('BR-31', 'document', 'allowance', '/amount', 'its amount (BT-92)', hasAmount),
  asks('BR-32', 'document', 'allowance', '/taxCategory', 'its VAT category (BT-95)', hasCategory),
  asks('BR-33', 'document', 'allowance', '/reason', 'a reason or code (BT-97, BT-98)', hasReason),
  asks('BR-CO-21', 'document', 'allowance', '/reason', 'a reason (BT-97, BT-98)', hasReason),
  asks('BR-36', 'document', 'charge', '/amount', 'its amount (BT-99)', hasAmount),
  asks('BR-37', 'document', 'charge', '/taxCategory', 'its VAT category (BT-102)', hasCategory),
  asks('BR-38', 'document', 'charge', '/reason', 'a reason or code (BT-104, BT-105)', hasReason),
  asks('BR-CO-22', 'document', 'charge', '/reason', 'a reason (BT-104, BT-105)', hasReason),
  asks('BR-41', 'line', 'allowance', '/amount', 'its amount (BT-136)', hasAmount),
  asks('BR-42', 'line', 'allowance', '/reason', 'a reason or code (BT-139, BT-140)', hasReason),
  asks('BR-CO-23', 'line', 'allowance', '/reason', 'a reason (BT-139, BT-140)', hasReason),
  asks('BR-43', 'line', 'charge', '/amount', 'its amount (BT-141)', hasAmount),
  asks('BR-44', 'line', 'charge', '/reason', 'a reason or code (BT-144, BT-145)', hasReason),
  asks('BR-CO-24', 'line', 'charge', '/reason', 'a reason (BT-144, BT-145)', hasReason),
];

function asks(
  id: string,
  level: 'document' | 'line',
  kind: 'allowance' | 'charge',
  field: string,
  term: string,
  isKept: (item: Draft<AllowanceCharge>) => boolean,
): InvoiceRule {
  const checkOne = ({ at, item, isCharge }: AdjustmentFacts, report: Report) => {
    if (isCharge === (kind === 'charge') && !isKept(item)) {
      report(`${at}${field}`, `The ${kind} lacks ${term}.`);
    }
  };
  const check: InvoiceRule['check'] = ({ lines, adjustments }, report) => {
    if (level === 'document') {
      for (const adjustment of adjustments) checkOne(adjustment, report);
      return;
    }
    for (const line of lines) {
      for (const adjustment of line.adjustments) checkOne(adjustment, report);
    }
  };
  return { id, check };
}

function hasAmount({ amount }: Draft<AllowanceCharge>): boolean {
  return amount !== undefined;
}

function hasCategory({ taxCategory }: Draft<AllowanceCharge>): boolean {
  return Boolean(taxCategory);
}

function hasReason({ reason, reasonCode }: Draft<AllowanceCharge>): boolean {
  return Boolean(reason ?? reasonCode);
}
