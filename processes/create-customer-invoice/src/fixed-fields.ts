/**
 * What no correction of an invoice changes. The customer holds a document with this number and
 * these amounts: another one is a new invoice, or a credit note against this one.
 */

import type { FixedField } from '@kontor/process';

export const FIXED_FIELDS: readonly FixedField[] = [
  { at: '/legalEntity', why: 'Another legal entity would be another invoice in other books.' },
  { at: '/customer', why: 'Another customer would be another invoice, in another lane.' },
  { at: '/number', why: 'The number is what makes it this invoice: it is accepted once.' },
  { at: '/currency', why: 'Another currency would be another amount.' },
  { at: '/typeCode', why: 'An invoice does not become a credit note: send the credit note.' },
  {
    at: '/totals',
    why:
      'The customer has the invoice with these totals, and control totals count them. Send a ' +
      'credit note and a new invoice instead.',
  },
];
