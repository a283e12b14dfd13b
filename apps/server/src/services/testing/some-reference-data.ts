/**
 * Master data in which every sample invoice is right: two companies, any customer, open periods.
 */

import type { BankingDay } from '@kontor/kernel';
import type { LegalEntity, ReferenceData } from '@kontor/process';

export const someReferenceData: ReferenceData = {
  legalEntity: (code) => ENTITIES.find((entity) => entity.code === code),
  legalEntityByVatId: () => undefined,
  customer: (_entity, number) => ({
    number,
    name: 'Muster GmbH',
    ibans: [],
    legalEntities: ENTITIES.map(({ code }) => code),
    blocked: false,
  }),
  customerByVatId: () => undefined,
  account: (_entity, number) => ({ number, kind: 'profit-and-loss', postable: true }),
  bankAccount: (account) => ({ account, legalEntity: 'DE01', currency: 'EUR' }),
  taxCode: (_entity, category, rate) => ({ code: 'A1', category, rate, account: '175000' }),
  period: (_entity, day) => ({
    period: day.slice(0, 7),
    status: 'open',
    firstDay: `${day.slice(0, 7)}-01` as BankingDay,
    lastDay: `${day.slice(0, 7)}-28` as BankingDay,
  }),
};

const ENTITIES: readonly LegalEntity[] = ['DE01', 'FR01'].map((code) => ({
  code,
  name: `Beispiel ${code}`,
  country: code.slice(0, 2),
  vatId: `${code.slice(0, 2)}123456789`,
  currency: 'EUR',
  currencies: ['EUR'],
  revenueAccount: '400000',
  creditNoteApprovalAbove: '500.00',
  ledger: 'ledger',
  crm: 'crm',
  bank: 'bank',
}));
