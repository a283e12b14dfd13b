import type { PaymentBatch, PaymentTransfer } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import type { Check } from '@kontor/process';

/**
 * What the SEPA credit transfer allows (EPC125-05): euros, names of 70 characters, one way to say
 * what is paid.
 */
export const fitsSepa: Check<PaymentBatch> = (batch) => [
  ...(batch.currency === 'EUR' ? [] : [onlyEuros(batch.currency)]),
  ...nameDefects(batch.debtor.name, '/debtor/name'),
  ...batch.transfers.flatMap((transfer, index) => transferDefects(transfer, index)),
];

function onlyEuros(currency: string): Defect {
  const detail = `SEPA credit transfers are in EUR, not in ${currency}.`;
  return { code: 'currency_not_sepa', at: '/currency', detail };
}

function transferDefects(transfer: PaymentTransfer, index: number): Defect[] {
  const { creditor, remittance, creditorReference } = transfer;
  const names = nameDefects(creditor.name, `/transfers/${index}/creditor/name`);
  if (remittance === undefined || creditorReference === undefined) return names;
  const detail = 'A transfer has a text for its payee or a creditor reference, not both.';
  return [...names, { code: 'two_remittances', at: `/transfers/${index}/remittance`, detail }];
}

function nameDefects(name: string, at: string): Defect[] {
  if (name.length <= NAME_CHARACTERS_MAX) return [];
  const detail = `SEPA carries names of ${NAME_CHARACTERS_MAX} characters; this one has ${name.length}.`;
  return [{ code: 'name_too_long', at, detail }];
}

const NAME_CHARACTERS_MAX = 70;
