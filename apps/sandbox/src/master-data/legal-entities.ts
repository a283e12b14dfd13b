/** The companies of the group, with their accounts at the simulated bank. */

import { seededRandom, type Random } from '@kontor/kernel';
import { makeIban } from './bank-account.ts';
import type { SandboxBankAccount, SandboxLegalEntity } from './sandbox-company.ts';
import { makeVatId } from './vat-id.ts';

export const GROUP_NAME = 'Alster Instruments';

type LegalEntity = Omit<SandboxLegalEntity, 'openPostingDays'>;

/** The same in every sandbox, whatever its seed: documentation and examples quote them. */
export function makeLegalEntities(): readonly LegalEntity[] {
  const random = seededRandom(IDENTIFIER_SEED);
  return [germanEntity(random), britishEntity(random), AMERICAN_ENTITY];
}

function germanEntity(random: Random): LegalEntity {
  return {
    code: 'DE01',
    companyCode: '1010',
    name: `${GROUP_NAME} GmbH`,
    country: 'DE',
    currency: 'EUR',
    vatId: makeVatId('DE', random),
    address: { line1: 'Kehrwieder 9', postalCode: '20457', city: 'Hamburg', country: 'DE' },
    bankAccounts: [
      {
        ...germanAccount('DE01-MAIN', '113100'),
        iban: makeIban('DE', random),
        openingBalance: '1250000.00',
      },
      {
        ...germanAccount('DE01-COLLECT', '113200'),
        iban: makeIban('DE', random),
        statementFormat: 'MT940',
        openingBalance: '84310.77',
      },
    ],
  };
}

function germanAccount(
  key: string,
  ledgerAccount: string,
): Omit<SandboxBankAccount, 'openingBalance'> {
  return {
    key,
    legalEntity: 'DE01',
    owner: `${GROUP_NAME} GmbH`,
    currency: 'EUR',
    bic: 'SNDBDEHHXXX',
    bankName: 'Sandbank Hamburg',
    ledgerAccount,
    statementFormat: 'camt.053',
  };
}

function britishEntity(random: Random): LegalEntity {
  return {
    code: 'GB01',
    companyCode: '2010',
    name: `${GROUP_NAME} Ltd`,
    country: 'GB',
    currency: 'GBP',
    vatId: makeVatId('GB', random),
    address: { line1: '14 Wapping Wall', postalCode: 'E1W 3SG', city: 'London', country: 'GB' },
    bankAccounts: [
      {
        key: 'GB01-MAIN',
        legalEntity: 'GB01',
        owner: `${GROUP_NAME} Ltd`,
        currency: 'GBP',
        iban: makeIban('GB', random),
        bic: 'SNDBGB2LXXX',
        bankName: 'Sandbank London',
        ledgerAccount: '113300',
        statementFormat: 'camt.053',
        openingBalance: '402118.40',
      },
    ],
  };
}

const AMERICAN_ENTITY: LegalEntity = {
  code: 'US01',
  companyCode: '3010',
  name: `${GROUP_NAME} Inc.`,
  country: 'US',
  currency: 'USD',
  taxNumber: '00-1234567', // no office gives out numbers that begin with 00
  address: {
    line1: '77 Water Street',
    postalCode: '10005',
    city: 'New York',
    subdivision: 'NY',
    country: 'US',
  },
  bankAccounts: [
    {
      key: 'US01-MAIN',
      legalEntity: 'US01',
      owner: `${GROUP_NAME} Inc.`,
      currency: 'USD',
      number: '9900417765',
      bic: 'SNDBUS33XXX',
      bankName: 'Sandbank New York',
      ledgerAccount: '113400',
      statementFormat: 'camt.053',
      openingBalance: '688002.15',
    },
  ],
};

const IDENTIFIER_SEED = 1;
