import type { PaymentBatch } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import type { Check } from '@kontor/process';
import { isSEPACountry, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import { isCreditorReference } from '../creditor-reference.ts';

/**
 * Accounts are IBANs of their country's length and format with right check digits (ISO 13616), in
 * countries that SEPA reaches; creditor references have right check digits (ISO 11649).
 */
export const accountsWellFormed: Check<PaymentBatch> = (batch) => [
  ...ibanDefects(batch.debtor.iban, '/debtor/iban'),
  ...batch.transfers.flatMap(({ creditor, creditorReference }, index) => [
    ...ibanDefects(creditor.iban, `/transfers/${index}/creditor/iban`),
    ...bicDefects(creditor, `/transfers/${index}/creditor/bic`),
    ...referenceDefects(creditorReference, `/transfers/${index}/creditorReference`),
  ]),
];

function ibanDefects(iban: string, at: string): Defect[] {
  const wrong = validateIBAN(iban).errorCodes.find((code) => code in WRONG);
  if (wrong !== undefined) return [{ code: 'iban_wrong', at, detail: WRONG[wrong] ?? '' }];
  const country = iban.slice(0, 2);
  if (isSEPACountry(country)) return [];
  const detail = `SEPA does not reach accounts in ${country}.`;
  return [{ code: 'account_outside_sepa', at, detail }];
}

// Check digits that a country has inside its account numbers are no business of ISO 13616: old
// accounts break them, and the payee's bank decides.
const WRONG: Partial<Record<ValidationErrorsIBAN, string>> = {
  [ValidationErrorsIBAN.NoIBANCountry]: 'No country has IBANs that begin so.',
  [ValidationErrorsIBAN.WrongBBANLength]: 'IBANs of this country have another length.',
  [ValidationErrorsIBAN.WrongBBANFormat]: 'IBANs of this country are made of other characters.',
  [ValidationErrorsIBAN.ChecksumNotNumber]: 'The check digits of the IBAN are no digits.',
  [ValidationErrorsIBAN.WrongIBANChecksum]: 'The check digits of the IBAN are wrong.',
};

/** A bank is in the country of its accounts; territories bank under another country's code. */
function bicDefects({ iban, bic }: { iban: string; bic?: string }, at: string): Defect[] {
  if (bic === undefined || bic.slice(4, 6) === iban.slice(0, 2)) return [];
  if (SHARED_COUNTRIES.has(bic.slice(4, 6))) return [];
  const detail = `The BIC is of a bank in ${bic.slice(4, 6)}, the account is in ${iban.slice(0, 2)}.`;
  return [{ code: 'bic_of_other_country', at, detail }];
}

function referenceDefects(reference: string | undefined, at: string): Defect[] {
  if (reference === undefined || isCreditorReference(reference)) return [];
  const detail = 'The check digits of the creditor reference are wrong.';
  return [{ code: 'creditor_reference_wrong', at, detail }];
}

/**
 * Accounts of these places have a country code of their own while their banks carry the code of
 * the larger country, or the other way round: French overseas territories, the Channel Islands,
 * Monaco, San Marino.
 */
const SHARED_COUNTRIES = new Set([
  'FR',
  'GF',
  'GP',
  'MQ',
  'RE',
  'PM',
  'YT',
  'BL',
  'MF',
  'GB',
  'GG',
  'IM',
  'JE',
  'MC',
  'SM',
  'IT',
]);
