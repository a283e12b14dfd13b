/** Sample values for this process's tests. */

import type { PaymentBatch, PaymentTransfer } from '@kontor/canon';
import type { LegalEntity, ReferenceData } from '@kontor/process';

export const HOUSE_ACCOUNT = 'DE02120300000000202051';

export function someTransfer(change: Partial<PaymentTransfer> = {}): PaymentTransfer {
  return {
    endToEndId: 'PAY-42-1',
    amount: '1559.48',
    creditor: { name: 'Kranich Optik GmbH', iban: 'DE89370400440532013000' },
    remittance: 'Invoice 4711',
    ...change,
  };
}

export function someBatch(change: Partial<PaymentBatch> = {}): PaymentBatch {
  return {
    legalEntity: 'DE01',
    number: 'PAY-42',
    debtor: { name: 'Alster GmbH', iban: HOUSE_ACCOUNT },
    executionDay: '2026-04-02',
    currency: 'EUR',
    transfers: [someTransfer(), someTransfer({ endToEndId: 'PAY-42-2', amount: '250.50' })],
    ...change,
  };
}

export function someReference(change: Partial<LegalEntity> = {}): ReferenceData {
  const entity: LegalEntity = {
    code: 'DE01',
    name: 'Alster GmbH',
    country: 'DE',
    currency: 'EUR',
    currencies: ['EUR'],
    revenueAccount: '800000',
    creditNoteApprovalAbove: '50000',
    ledger: 'sap',
    crm: 'crm',
    bank: 'house-bank',
    ...change,
  };
  const accounts = new Map([
    [HOUSE_ACCOUNT, { account: HOUSE_ACCOUNT, legalEntity: 'DE01', currency: 'EUR' }],
    [
      'GB29NWBK60161331926819',
      { account: 'GB29NWBK60161331926819', legalEntity: 'GB01', currency: 'GBP' },
    ],
  ]);
  return {
    legalEntity: (code) => (code === entity.code ? entity : undefined),
    legalEntityByVatId: () => undefined,
    customer: () => undefined,
    customerByVatId: () => undefined,
    account: () => undefined,
    bankAccount: (account) => accounts.get(account),
    taxCode: () => undefined,
    period: () => undefined,
  };
}
