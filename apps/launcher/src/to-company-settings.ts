/**
 * Settings of the sandbox's company, as an operator would write them: its legal entities, its
 * simulated systems as connections, and applications with secrets that are made at the first start.
 */

import { randomBytes } from 'node:crypto';
import { PERMISSION_NAMES, type Permission } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import type { SandboxCompany, SandboxLegalEntity } from '@kontor/sandbox';
import type { CompanySettings, LegalEntitySettings } from '@kontor/server';
import { samplePeople } from './sample-people.ts';

/** What is needed of a sandbox, wherever it runs. */
export type CompanySource = {
  readonly company: SandboxCompany;
  readonly systems: readonly { readonly name: string; readonly settings: unknown }[];
};

export function toCompanySettings({ company, systems }: CompanySource): CompanySettings {
  const codes = company.legalEntities.map(({ code }) => code);
  return {
    name: company.name,
    legalEntities: company.legalEntities.map((entity) => toLegalEntity(company, entity)),
    connections: systems.map(({ name, settings }) => ({
      name,
      connector: name,
      settings,
      concurrency: 8,
    })),
    applications: APPLICATIONS.map(({ clientId, name, permissions }) => ({
      clientId,
      name,
      clientSecret: randomBytes(24).toString('base64url'),
      permissions: [...permissions],
      legalEntities: codes,
    })),
    people: samplePeople(codes),
  };
}

function toLegalEntity(company: SandboxCompany, entity: SandboxLegalEntity): LegalEntitySettings {
  return {
    code: entity.code,
    name: entity.name,
    country: entity.country,
    ...(entity.vatId !== undefined && { vatId: entity.vatId }),
    currency: entity.currency,
    currencies: [entity.currency],
    revenueAccount: accountFor(company, 'revenue'),
    creditNoteApprovalAbove: '50000',
    differenceAccount: accountFor(company, 'bank-charges'),
    tolerances: { [entity.currency]: '1.00' },
    writeOffApprovalAbove: { [entity.currency]: '50.00' },
    ledger: 'sap-s4hana',
    crm: 'salesforce',
    // SEPA is what the sandbox's bank transfers.
    ...(entity.currency === 'EUR' && { bank: 'bank-files' }),
    periods: periodsOf(entity),
    taxCodes: company.taxCodes
      .filter(({ legalEntity }) => legalEntity === entity.code)
      .map(({ code, category, rate, ledgerAccount }) => ({
        code,
        category,
        rate: rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate,
        account: ledgerAccount,
      })),
    bankAccounts: entity.bankAccounts.map(
      ({ iban, number, currency, ledgerAccount, bankName }) => ({
        account: present(iban ?? number, 'a bank account has a number'),
        currency,
        ledgerAccount,
        name: bankName,
      }),
    ),
  };
}

function accountFor({ ledgerAccounts }: SandboxCompany, role: string): string {
  const account = ledgerAccounts.find((each) => each.role === role && each.postable);
  return present(account, `the sandbox has an account for ${role}`).number;
}

/** Calendar months that its ledger takes postings for, and the closed one before. */
function periodsOf({ openPostingDays: { from, to } }: SandboxLegalEntity) {
  const periods: LegalEntitySettings['periods'] = [];
  for (
    let month = monthBefore(from.slice(0, 7));
    month <= to.slice(0, 7);
    month = monthAfter(month)
  ) {
    periods.push({
      period: month,
      firstDay: `${month}-01`,
      lastDay: lastDayOf(month),
      status: month < from.slice(0, 7) ? 'closed' : 'open',
    });
  }
  return periods;
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map((part) => Number.parseInt(part, 10));
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map((part) => Number.parseInt(part, 10));
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map((part) => Number.parseInt(part, 10));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][number - 1] ?? 30;
  return `${month}-${days}`;
}

type SampleApplication = {
  readonly clientId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
};

const APPLICATIONS: readonly SampleApplication[] = [
  {
    clientId: 'shop',
    name: 'Web shop',
    permissions: ['invoices:write', 'transactions:read', 'transactions:cancel', 'events:read'],
  },
  {
    clientId: 'subscriptions',
    name: 'Subscription billing',
    permissions: ['invoices:write', 'transactions:read', 'transactions:cancel', 'events:read'],
  },
  {
    clientId: 'treasury',
    name: 'Treasury workstation',
    permissions: ['payments:write', 'payments:read', 'bank:write', 'bank:read'],
  },
  { clientId: 'operations', name: 'Finance operations', permissions: PERMISSION_NAMES },
  // Some decisions need two: this one agrees to what finance operations began.
  { clientId: 'controller', name: 'Controlling', permissions: PERMISSION_NAMES },
];
