/** [TxsSummry] as the bank's own control totals. */

import type { StatementSummary } from '@kontor/canon';
import { noticeAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import type { Draft } from './camt-draft.ts';
import type { SUMMARY_PATHS } from './camt-paths.ts';
import { fromCount, shown } from './camt-values.ts';

export type { StatementSummary };
export type SummaryDraft = Draft<keyof typeof SUMMARY_PATHS>;

export function toSummary(draft: SummaryDraft, place: FilePlace): StatementSummary {
  const count = (field: 'entryCount' | 'creditCount' | 'debitCount') => {
    const text = draft.get(field);
    return text === undefined ? {} : { [field]: fromCount(text, place) };
  };
  const sum = (field: 'entrySum' | 'creditSum' | 'debitSum') => {
    const text = draft.get(field);
    return text === undefined ? {} : { [field]: fromSum(text, place) };
  };
  return {
    ...count('entryCount'),
    ...sum('entrySum'),
    ...count('creditCount'),
    ...sum('creditSum'),
    ...count('debitCount'),
    ...sum('debitSum'),
  };
}

/** Some banks sign the sum of the debits; a sum of amounts has no sign of its own. */
function fromSum(text: string, place: FilePlace): string {
  const [, sign, whole, fraction = ''] = SUM.exec(text) ?? [];
  if (whole === undefined) {
    return refuseAt(place, 'control_total_malformed', `“${shown(text)}” is not a sum of amounts.`);
  }
  if (sign === '-') noticeAt(place, 'control_total_signed', 'A control total has a minus sign.');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Sums have no currency of their own; zeros beyond eight decimals say nothing. */
const SUM = /^([+-]?)0*(\d{1,18})(?:\.(\d{1,8})0*)?$/;
