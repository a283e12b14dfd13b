/**
 * [Ntry] as a canonical entry. `CdtDbtInd` is the booked direction in every version: a reversal
 * ([RvslInd]) of a credit is written as DBIT. An entry that does not say its amount, its currency,
 * its direction or whether it is booked is refused: any guess would be a guess about money.
 */

import type { EntryDetail, StatementEntry, StatementHeader } from '@kontor/canon';
import { toDecimal } from '@kontor/kernel';
import {
  lineAt,
  noticeAt,
  paragraphAt,
  refuseAt,
  type FilePlace,
} from '../bank-file/file-place.ts';
import { putPresent } from '../bank-file/put-present.ts';
import type { Draft } from './camt-draft.ts';
import type { ENTRY_PATHS } from './camt-paths.ts';
import {
  fromAmount,
  fromCount,
  fromCreditDebit,
  fromDate,
  fromIndicator,
  shown,
} from './camt-values.ts';

export type EntryDraft = Draft<keyof typeof ENTRY_PATHS>;

/** The bank transaction code of a detail, for entries that leave it to their details. */
export type DetailCode = { readonly transactionCode?: string; readonly proprietaryCode?: string };

export type EntryParts = {
  readonly position: number;
  readonly kind: StatementHeader['kind'];
  readonly details: EntryDetail[];
  readonly detailCode: DetailCode | undefined;
};

export function toStatementEntry(
  draft: EntryDraft,
  parts: EntryParts,
  place: FilePlace,
): StatementEntry {
  const amount = fromAmount(draft.get('amount'), draft.get('currency'), place);
  if (amount.minor < 0n) {
    refuseAt(place, 'amount_negative', 'An amount is unsigned: its direction is CdtDbtInd.');
  }
  const entry: StatementEntry = {
    position: parts.position,
    amount: toDecimal(amount),
    currency: amount.currency,
    direction: directionOf(draft, place),
    reversal: fromIndicator(draft.get('reversal'), place),
    status: statusOf(draft.get('status'), parts.kind, place),
    details: parts.details,
  };
  putPresent(
    entry,
    'reference',
    lineAt(place, draft.get('reference'), { name: 'NtryRef', lengthMax: 140 }),
  );
  putPresent(entry, 'bookingDay', fromDate(draft.get('bookingDay'), place));
  putPresent(entry, 'valueDay', fromDate(draft.get('valueDay'), place));
  const servicer = draft.get('servicerReference');
  putPresent(
    entry,
    'servicerReference',
    lineAt(place, servicer, { name: 'AcctSvcrRef', lengthMax: 140 }),
  );
  const own = codeOf(draft, place);
  putPresent(entry, 'transactionCode', (own ?? parts.detailCode)?.transactionCode);
  putPresent(entry, 'proprietaryCode', (own ?? parts.detailCode)?.proprietaryCode);
  putPresent(entry, 'batchCount', batchCountOf(draft, place));
  const information = draft.get('information');
  putPresent(
    entry,
    'information',
    paragraphAt(place, information, { name: 'AddtlNtryInf', lengthMax: 10_000 }),
  );
  return entry;
}

/** [BkTxCd]: the domain code as `PMNT/RCDT/ESCT`, and the bank's own. */
export function codeOf(
  draft: Pick<Draft<'domain' | 'family' | 'subfamily' | 'proprietaryCode'>, 'get'>,
  place: FilePlace,
): DetailCode | undefined {
  const parts = [draft.get('domain'), draft.get('family'), draft.get('subfamily')];
  const domain = parts.filter((part) => part !== undefined).join('/');
  const transactionCode = lineAt(place, domain, { name: 'AddtlNtryInf', lengthMax: 100 });
  const proprietaryCode = lineAt(place, draft.get('proprietaryCode'), {
    name: 'AddtlNtryInf',
    lengthMax: 100,
  });
  if (transactionCode === undefined && proprietaryCode === undefined) return undefined;
  return {
    ...(transactionCode !== undefined && { transactionCode }),
    ...(proprietaryCode !== undefined && { proprietaryCode }),
  };
}

function directionOf(draft: EntryDraft, place: FilePlace): StatementEntry['direction'] {
  const indicator = draft.get('direction');
  if (indicator === undefined) {
    return refuseAt(place, 'direction_missing', 'The entry has no CdtDbtInd.');
  }
  return fromCreditDebit(indicator, place);
}

function statusOf(
  code: string | undefined,
  kind: StatementHeader['kind'],
  place: FilePlace,
): StatementEntry['status'] {
  switch (code) {
    case 'BOOK':
      return 'booked';
    case 'PDNG':
      return 'pending';
    case 'INFO':
      return 'information';
    case 'FUTR':
      return 'future';
    case undefined:
      return statusLeftOut(kind, place);
    default:
      return refuseAt(place, 'status_unknown', `“${shown(code)}” is no entry status we know.`);
  }
}

/** A statement is of booked entries; a report or a notification may tell of others. */
function statusLeftOut(kind: StatementHeader['kind'], place: FilePlace): 'booked' {
  if (kind !== 'statement') {
    return refuseAt(place, 'status_missing', 'The entry does not say whether it is booked.');
  }
  noticeAt(place, 'status_missing', 'An entry has no status: read as booked, in a statement.');
  return 'booked';
}

function batchCountOf(draft: EntryDraft, place: FilePlace): number | undefined {
  const counts = draft.all('batchCount');
  if (counts.length === 0) return undefined;
  return counts.reduce((total, count) => total + fromCount(count, place), 0);
}
