/** A statement line with what `:86:` says of it, as a canonical entry. */

import type { EntryDetail, StatementEntry } from '@kontor/canon';
import { toDecimal } from '@kontor/kernel';
import { lineAt, paragraphAt, type FilePlace } from '../bank-file/file-place.ts';
import { putPresent } from '../bank-file/put-present.ts';
import { isIban } from './from-account.ts';
import { fromOwnerInformation } from './from-owner-information.ts';
import type { StatementLine } from './from-statement-line.ts';
import { fromSwiftAmount } from './mt940-values.ts';

export function toStatementEntry(
  position: number,
  line: StatementLine,
  text: string,
  place: FilePlace,
): StatementEntry {
  const { detail, freeText, codes = [] } = fromOwnerInformation(text, place);
  const entry: StatementEntry = {
    position,
    amount: line.amount,
    currency: line.currency,
    direction: line.direction,
    reversal: line.reversal,
    status: line.status,
    bookingDay: line.bookingDay,
    valueDay: line.valueDay,
    details: [],
  };
  putPresent(entry, 'servicerReference', line.servicerReference);
  putPresent(entry, 'customerReference', line.customerReference);
  // As German banks write it in camt.053: SWIFT code, transaction code, primanota, text key.
  const code = [line.typeCode, ...codes].filter((part) => part !== undefined).join('+');
  putPresent(entry, 'proprietaryCode', lineAt(place, code, { name: 'the codes', lengthMax: 100 }));
  putPresent(
    entry,
    'information',
    paragraphAt(place, freeText, { name: ':86:', lengthMax: 10_000 }),
  );
  putSupplement(detail, line.supplement, place);
  if (Object.keys(detail).length > 0) entry.details.push(detail);
  return entry;
}

/**
 * Rabobank writes the other account there, Deutsche Bank the original amount as `/OCMT/USD100,/`.
 */
function putSupplement(detail: EntryDetail, supplement: string | undefined, place: FilePlace) {
  if (supplement === undefined) return;
  const account = supplement.replaceAll(' ', '');
  if (isIban(account)) {
    detail.counterparty = { account, ...detail.counterparty };
    return;
  }
  const [, currency, amount = ''] = ORIGINAL_AMOUNT.exec(supplement) ?? [];
  if (currency !== undefined) {
    const original = fromSwiftAmount(amount, currency, place);
    detail.instructedAmount = { amount: toDecimal(original), currency: original.currency };
  }
  putPresent(
    detail,
    'information',
    paragraphAt(place, supplement, { name: 'details', lengthMax: 2_000 }),
  );
}

const ORIGINAL_AMOUNT = /\/OCMT\/([A-Z]{3})(\d{1,15},\d*)/;
