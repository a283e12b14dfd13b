import type { Rejected } from '@kontor/connector-sdk';
import type { SapS4hanaConfig } from '../config.ts';
import { notSent } from './not-sent.ts';

/** The SAP company code a customer's posting goes to, or why the posting cannot be sent at all. */
export function companyCodeFor(
  posting: { readonly legalEntity: string; readonly customer: string },
  config: SapS4hanaConfig,
): string | Rejected {
  const companyCode = config.companyCodes[posting.legalEntity];
  if (companyCode === undefined) {
    const text = `No company code is set for legal entity ${posting.legalEntity}.`;
    return notSent('company_code_missing', text);
  }
  if (posting.customer.length > CUSTOMER_CHARACTERS) {
    const text = `Customer numbers have up to ${CUSTOMER_CHARACTERS} characters in SAP.`;
    return notSent('customer_number_too_long', text, 'unknown_master_data');
  }
  return companyCode;
}

/** Length of the published contract. */
const CUSTOMER_CHARACTERS = 10;
