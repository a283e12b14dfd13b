/**
 * A customer as SAP's master data have it, blocked for posting and not: what the trouble switches.
 */

import { present } from '@kontor/kernel';
import type { SandboxCompany } from '@kontor/sandbox';

export function toBlockedCustomer({ customers, legalEntities }: SandboxCompany, number: string) {
  const {
    name,
    country,
    ibans,
    legalEntities: codes,
  } = present(
    customers.find((each) => each.number === number),
    'the trouble is about a customer of the group',
  );
  const companyCodes = legalEntities
    .filter(({ code }) => codes.includes(code))
    .map(({ companyCode }) => companyCode);
  const of = (postingIsBlocked: boolean) => ({
    customers: [{ customer: number, name, country, ibans, companyCodes, postingIsBlocked }],
  });
  return { blocked: of(true), unblocked: of(false) };
}
