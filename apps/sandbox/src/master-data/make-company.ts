/** The whole group, from one seed. */

import { assert, parseBankingDay, present } from '@kontor/kernel';
import { LEDGER_ACCOUNTS } from './ledger-accounts.ts';
import { GROUP_NAME, makeLegalEntities } from './legal-entities.ts';
import { makeCustomers } from './make-customers.ts';
import type { OpenPostingDays, SandboxCompany } from './sandbox-company.ts';
import { TAX_CODES } from './tax-codes.ts';

type CompanyOptions = {
  /** How many of the legal entities DE01, GB01 and US01, in this order. */
  readonly legalEntities?: number;
  readonly customers?: number;
  readonly seed?: number;
  /** Every day unless said. */
  readonly openPostingDays?: OpenPostingDays;
};

export function makeSandboxCompany({
  legalEntities: count = 3,
  customers = 300,
  seed = 1,
  openPostingDays = ALWAYS_OPEN,
}: CompanyOptions = {}): SandboxCompany {
  const all = makeLegalEntities();
  assert(count >= 1 && count <= all.length, `the group has ${all.length} legal entities`);
  const legalEntities = all.slice(0, count).map((entity) => ({ ...entity, openPostingDays }));
  return {
    name: GROUP_NAME,
    legalEntities,
    ledgerAccounts: LEDGER_ACCOUNTS,
    taxCodes: TAX_CODES.filter(({ legalEntity }) =>
      legalEntities.some(({ code }) => code === legalEntity),
    ),
    customers: makeCustomers({ count: customers, legalEntities, seed }),
  };
}

const ALWAYS_OPEN: OpenPostingDays = {
  from: present(parseBankingDay('2000-01-01'), 'it is a day'),
  to: present(parseBankingDay('2099-12-31'), 'it is a day'),
};
