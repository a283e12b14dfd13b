/**
 * An invoice of which anything may be missing: what a document holds before it is known to be one.
 *
 * The rules read drafts, because most of them are about what has to be there. Every `Invoice` and
 * every `CustomerInvoice` is a draft without gaps, so one set of rules serves documents and the
 * API.
 */

import type { Invoice } from '../invoice.ts';

export type InvoiceDraft = Draft<Invoice>;

export type Draft<Value> = Value extends readonly (infer Item)[]
  ? readonly Draft<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Draft<Value[Key]> | undefined }
    : Value;
