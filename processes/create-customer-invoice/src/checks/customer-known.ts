import type { CustomerInvoice } from '@kontor/canon';
import type { Check } from '@kontor/process';

/** The customer is in the ledger, may be billed by this legal entity, and is not blocked. */
export const customerKnown: Check<CustomerInvoice> = (invoice, reference) => {
  const { customer: number, legalEntity } = invoice;
  if (!reference.legalEntity(legalEntity)) {
    return [
      {
        code: 'legal_entity_unknown',
        at: '/legalEntity',
        detail: `${legalEntity} is not one of the legal entities that Kontor keeps books for.`,
      },
    ];
  }
  const customer = reference.customer(legalEntity, number);
  if (!customer) {
    return [
      {
        code: 'customer_unknown',
        at: '/customer',
        detail: `The ledger has no customer ${number}. New customers are known after a refresh.`,
      },
    ];
  }
  if (!customer.legalEntities.includes(legalEntity)) {
    return [
      {
        code: 'customer_not_of_legal_entity',
        at: '/customer',
        detail: `Customer ${number} is not set up in ${legalEntity}.`,
      },
    ];
  }
  if (customer.blocked) {
    const detail = `Customer ${number} is blocked for posting in the ledger.`;
    return [{ code: 'customer_blocked', at: '/customer', detail }];
  }
  return [];
};
