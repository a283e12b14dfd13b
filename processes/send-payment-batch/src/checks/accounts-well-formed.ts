import type { PaymentBatch } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import type { Check } from '@kontor/process';
import { isCreditorReference, isIban } from '../check-digits.ts';

/** Check digits are right: of IBANs (ISO 13616) and of creditor references (ISO 11649). */
export const accountsWellFormed: Check<PaymentBatch> = (batch) => [
  ...ibanDefects(batch.debtor.iban, '/debtor/iban'),
  ...batch.transfers.flatMap(({ creditor, creditorReference }, index) => [
    ...ibanDefects(creditor.iban, `/transfers/${index}/creditor/iban`),
    ...bicDefects(creditor, `/transfers/${index}/creditor/bic`),
    ...referenceDefects(creditorReference, `/transfers/${index}/creditorReference`),
  ]),
];

function ibanDefects(iban: string, at: string): Defect[] {
  if (isIban(iban)) return [];
  return [{ code: 'iban_wrong', at, detail: 'The check digits of the IBAN are wrong.' }];
}

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
