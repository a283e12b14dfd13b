/**
 * From a draft to an invoice: whether what was read has all that the canonical schema asks for.
 *
 * A draft that is incomplete is refused with every rule it breaks (`BR-02`), and what no rule of
 * EN 16931 names, such as a text that is too long, with the schema's own words. An invoice that is
 * complete may still break rules: `checkInvoice` says which.
 */

import type { Defect } from '@kontor/kernel';
import { Compile, type Validator } from 'typebox/compile';
import { Invoice } from '../invoice.ts';
import { checkInvoice, DEFECTS_MAX } from './check-invoice.ts';
import { CODE_RULES } from './code-rules.ts';
import { DECIMALS_RULES } from './decimals-rules.ts';
import type { InvoiceDraft } from './invoice-draft.ts';
import type { InvoiceRule } from './invoice-rule.ts';

export type CompletedInvoice =
  | { readonly kind: 'invoice'; readonly invoice: Invoice }
  | { readonly kind: 'refused'; readonly defects: readonly Defect[] };

export function completeInvoice(draft: InvoiceDraft): CompletedInvoice {
  schema ??= Compile(Invoice);
  const isExact = checkInvoice(draft, { rules: EXACTNESS_RULES }).length === 0;
  if (isExact && schema.Check(draft)) return { kind: 'invoice', invoice: draft };
  const broken = checkInvoice(draft, { as: 'received' });
  const named = new Set(broken.map(({ at }) => at));
  const malformed = schema
    .Errors(draft)
    .slice(0, DEFECTS_MAX)
    .map(({ instancePath, message, keyword, params }): Defect => {
      const at = keyword === 'required' ? missingPointer(instancePath, params) : instancePath;
      return { code: 'malformed_field', at, detail: `This field ${message}.` };
    })
    .filter(({ at }) => !named.has(at));
  return { kind: 'refused', defects: [...broken, ...malformed].slice(0, DEFECTS_MAX) };
}

/** Without them an amount cannot be told: it would have to be rounded, or its currency guessed. */
const EXACTNESS_RULES: readonly InvoiceRule[] = [
  ...DECIMALS_RULES,
  ...CODE_RULES.filter(({ id }) => id === 'BR-CL-04' || id === 'BR-CL-05'),
];

function missingPointer(parent: string, params: object): string {
  const { requiredProperties } = params as { readonly requiredProperties?: readonly string[] };
  return `${parent}/${requiredProperties?.[0] ?? ''}`;
}

/** Compiled at first use: a process that reads no documents does not pay for it. */
let schema: Validator<Record<never, never>, typeof Invoice> | undefined;
