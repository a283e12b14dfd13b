import type { CustomerInvoice } from '@kontor/canon';
import type { Check } from '@kontor/process';

/** The legal entity invoices in this currency (BT-5). That it exists is a rule of the invoice. */
export const currencyAllowed: Check<CustomerInvoice> = (invoice, reference) => {
  const entity = reference.legalEntity(invoice.legalEntity);
  if (!entity || entity.currencies.includes(invoice.currency)) return [];
  return [
    {
      code: 'currency_not_allowed',
      at: '/currency',
      detail: `${entity.code} invoices in ${entity.currencies.join(', ')}, not in ${invoice.currency}.`,
    },
  ];
};
