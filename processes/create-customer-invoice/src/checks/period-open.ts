import type { CustomerInvoice } from '@kontor/canon';
import { parseBankingDay } from '@kontor/kernel';
import type { Check } from '@kontor/process';

/**
 * The books of the legal entity are open on the day that the invoice is posted: its issue date,
 * BT-2.
 */
export const periodOpen: Check<CustomerInvoice> = (invoice, reference) => {
  const day = parseBankingDay(invoice.issueDate);
  if (!day) return []; // the rules of the document say so
  const period = reference.period(invoice.legalEntity, day);
  if (period?.status === 'open') return [];
  const which = period ? `Period ${period.period}` : `The period of ${day}`;
  const why = period ? 'is closed' : 'was never opened';
  return [
    {
      code: 'period_closed',
      at: '/issueDate',
      detail: `${which} ${why} in ${invoice.legalEntity}: date the invoice in an open period.`,
    },
  ];
};
