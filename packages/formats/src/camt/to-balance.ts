/**
 * [Bal] as a canonical balance.
 *
 * Two departures of banks have one sensible reading each, and are read with a notice: a balance
 * without [CdtDbtInd] (Lithuanian banks, seen in statements of 2024) has the sign of its amount; a
 * negative amount that is also marked DBIT (Goldman Sachs, 2023) is owed once, not twice.
 */

import type { Balance } from '@kontor/canon';
import { money, toDecimal } from '@kontor/kernel';
import { lineAt, noticeAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import type { Draft } from './camt-draft.ts';
import type { BALANCE_PATHS } from './camt-paths.ts';
import { fromAmount, fromCreditDebit, fromDate } from './camt-values.ts';

export type BalanceDraft = Draft<keyof typeof BALANCE_PATHS>;

export function toBalance(draft: BalanceDraft, place: FilePlace): Balance {
  const code = lineAt(place, draft.get('code'), { name: 'the balance type', lengthMax: 35 });
  if (code === undefined) {
    return refuseAt(place, 'balance_type_missing', 'It is not said which balance this is.');
  }
  const signed = fromAmount(draft.get('amount'), draft.get('currency'), place);
  const isNegative = signed.minor < 0n;
  const indicator = draft.get('direction');
  const direction =
    indicator === undefined ? (isNegative ? 'debit' : 'credit') : fromCreditDebit(indicator, place);
  if (indicator === undefined) {
    const detail = `A balance has no CdtDbtInd: read as a ${direction}, from its sign.`;
    noticeAt(place, 'balance_direction_missing', detail);
  } else if (isNegative && direction === 'credit') {
    refuseAt(place, 'balance_direction_contradicts', 'A negative balance is marked as a credit.');
  } else if (isNegative) {
    noticeAt(place, 'balance_sign_repeated', 'A debit balance has a minus sign as well.');
  }
  const day = fromDate(draft.get('day'), place);
  if (day === undefined) noticeAt(place, 'balance_day_missing', 'A balance has no date.');
  return {
    code,
    amount: toDecimal(money(isNegative ? -signed.minor : signed.minor, signed.currency)),
    currency: signed.currency,
    direction,
    ...(day !== undefined && { day }),
  };
}
