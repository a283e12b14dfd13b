/** SAP S/4HANA: the ledger of every company of the group. */

import {
  SAP_SANDBOX_PASSWORD,
  SAP_SANDBOX_USER,
  startSapSimulator,
  type SapMasterData,
} from '@kontor/connector-sap-s4hana/simulator';
import { present } from '@kontor/kernel';
import type { SandboxCompany } from '../master-data/sandbox-company.ts';
import type { SystemDefinition } from './system-definition.ts';

export const sapS4hana: SystemDefinition = {
  name: 'sap-s4hana',
  title: 'SAP S/4HANA',
  async start(company, options) {
    const system = await startSapSimulator({ ...options, masterData: toSapMasterData(company) });
    const companyCodes = company.legalEntities.map(({ code, companyCode }) => [code, companyCode]);
    return {
      system,
      settings: {
        baseUrl: system.url,
        user: SAP_SANDBOX_USER,
        password: SAP_SANDBOX_PASSWORD,
        companyCodes: Object.fromEntries(companyCodes),
        chartOfAccounts: CHART_OF_ACCOUNTS,
      },
    };
  },
};

function toSapMasterData(company: SandboxCompany): SapMasterData {
  const companyCodeOf = new Map(
    company.legalEntities.map(({ code, companyCode }) => [code, companyCode]),
  );
  return {
    chartOfAccounts: CHART_OF_ACCOUNTS,
    companyCodes: company.legalEntities.map(({ companyCode, openPostingDays: { from, to } }) => ({
      companyCode,
      openFrom: from,
      openTo: to,
    })),
    customers: company.customers.map(
      ({ number, name, country, vatId, ibans, legalEntities, blocked }) => ({
        customer: number,
        name,
        country,
        ...(vatId !== undefined && { vatRegistration: vatId }),
        ibans: [...ibans],
        companyCodes: legalEntities.map((code) =>
          present(companyCodeOf.get(code), 'a customer is billed by companies of the group'),
        ),
        postingIsBlocked: blocked,
      }),
    ),
    glAccounts: company.ledgerAccounts.map(({ number, name, kind, postable }) => ({
      glAccount: number,
      name,
      isBalanceSheet: kind === 'balance-sheet',
      isBlocked: !postable,
    })),
    taxCodes: company.taxCodes.map(({ code }) => code),
  };
}

const CHART_OF_ACCOUNTS = 'YCOA';
