import { checkInvoice, type CustomerInvoice } from '@kontor/canon';
import type { Check } from '@kontor/process';

/**
 * EN 16931: amounts are exact, the totals follow from the lines to the cent, codes are on their
 * lists.
 */
export const totalsAgree: Check<CustomerInvoice> = (invoice) =>
  checkInvoice(invoice, { as: 'issued', form: 'request' });
