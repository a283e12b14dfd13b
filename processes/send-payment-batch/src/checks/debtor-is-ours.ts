import type { PaymentBatch } from '@kontor/canon';
import type { Check } from '@kontor/process';

/**
 * The account that is debited is one of the legal entity's own, in the currency of the batch, and
 * its bank can be reached: nobody orders from somebody else's account.
 */
export const debtorIsOurs: Check<PaymentBatch> = (batch, reference) => {
  const { legalEntity: code, debtor } = batch;
  const entity = reference.legalEntity(code);
  if (!entity) {
    const detail = `${code} is not one of the legal entities that Kontor keeps books for.`;
    return [{ code: 'legal_entity_unknown', at: '/legalEntity', detail }];
  }
  if (entity.bank === undefined) {
    const detail = `${code} has no connection to a bank that takes payments: its operator names one.`;
    return [{ code: 'no_bank_connection', at: '/legalEntity', detail }];
  }
  const account = reference.bankAccount(debtor.iban);
  if (account?.legalEntity !== code) {
    const detail = `${debtor.iban} is not one of the bank accounts of ${code}.`;
    return [{ code: 'account_not_ours', at: '/debtor/iban', detail }];
  }
  if (account.currency !== batch.currency) {
    const detail = `The account is kept in ${account.currency}, the batch pays ${batch.currency}.`;
    return [{ code: 'account_in_other_currency', at: '/currency', detail }];
  }
  return [];
};
