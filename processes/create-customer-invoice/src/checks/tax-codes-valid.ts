import type { CustomerInvoice } from '@kontor/canon';
import type { Check } from '@kontor/process';
import { rateText } from '../posting-details.ts';

/** The ledger has a tax code for every category and rate (BT-151, BT-152) that the lines use. */
export const taxCodesValid: Check<CustomerInvoice> = (invoice, reference) => {
  if (!reference.legalEntity(invoice.legalEntity)) return [];
  return invoice.lines.flatMap(({ taxCategory, taxRate }, index) => {
    const rate = rateText(taxRate);
    if (reference.taxCode(invoice.legalEntity, taxCategory, rate)) return [];
    return [
      {
        code: 'tax_code_unknown',
        at: `/lines/${index}/taxCategory`,
        detail: `${invoice.legalEntity} has no tax code for category ${taxCategory} at ${rate} %.`,
      },
    ];
  });
};
