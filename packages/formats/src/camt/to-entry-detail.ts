/**
 * [NtryDtls/TxDtls] as a canonical entry detail. The counterparty is added once the entry is whole.
 */

import type { Counterparty, EntryDetail } from '@kontor/canon';
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
import type { DETAIL_PATHS } from './camt-paths.ts';
import { fromAmount, fromCreditDebit } from './camt-values.ts';

type DetailField = keyof typeof DETAIL_PATHS;
export type DetailDraft = Draft<DetailField>;

export function toEntryDetail(draft: DetailDraft, place: FilePlace): EntryDetail {
  const detail: EntryDetail = {};
  for (const field of REFERENCES) putPresent(detail, field, reference(draft, field, place));
  putPresent(detail, 'uetr', lineAt(place, draft.get('uetr'), { name: 'UETR', lengthMax: 36 }));
  const isOwnAmount = draft.get('amount') !== undefined;
  const amount = isOwnAmount
    ? moneyOf(draft, 'amount', 'currency', place)
    : moneyOf(draft, 'transactionAmount', 'transactionCurrency', place);
  putPresent(detail, 'amount', amount);
  const indicator = draft.get('direction');
  if (indicator !== undefined) detail.direction = fromCreditDebit(indicator, place);
  const instructed = moneyOf(draft, 'instructedAmount', 'instructedCurrency', place);
  if (instructed && instructed.currency !== amount?.currency) detail.instructedAmount = instructed;
  putPresent(detail, 'remittance', remittanceOf(draft, place));
  putPresent(detail, 'structuredReferences', linesOf(draft, 'structuredReferences', place));
  putPresent(detail, 'documents', linesOf(draft, 'documents', place));
  putPresent(
    detail,
    'purpose',
    lineAt(place, draft.get('purpose'), { name: 'Purp', lengthMax: 35 }),
  );
  const reason = draft.get('returnReason');
  putPresent(detail, 'returnReason', lineAt(place, reason, { name: 'RtrInf', lengthMax: 35 }));
  const information = draft.get('information');
  putPresent(
    detail,
    'information',
    paragraphAt(place, information, { name: 'AddtlTxInf', lengthMax: 2_000 }),
  );
  return detail;
}

/** Both sides of a transaction, of which the entry decides which is the other one. */
export type Parties = { readonly debtor?: Counterparty; readonly creditor?: Counterparty };

export function toParties(draft: DetailDraft, place: FilePlace): Parties {
  const debtor = partyOf(draft, DEBTOR, place);
  const creditor = partyOf(draft, CREDITOR, place);
  return { ...(debtor && { debtor }), ...(creditor && { creditor }) };
}

/** Banks fill mandatory references with this word where the payer gave none (SEPA, since 2008). */
const NOT_PROVIDED = 'NOTPROVIDED';

function reference(draft: DetailDraft, field: DetailField, place: FilePlace) {
  const text = draft.get(field);
  if (text === undefined || text === NOT_PROVIDED) return undefined;
  return lineAt(place, text, { name: field, lengthMax: 35 });
}

function moneyOf(
  draft: DetailDraft,
  amountField: DetailField,
  currencyField: DetailField,
  place: FilePlace,
): EntryDetail['amount'] {
  const text = draft.get(amountField);
  if (text === undefined) return undefined;
  const amount = fromAmount(text, draft.get(currencyField), place);
  if (amount.minor < 0n) {
    refuseAt(place, 'amount_negative', 'An amount is unsigned: its direction is CdtDbtInd.');
  }
  return { amount: toDecimal(amount), currency: amount.currency };
}

function remittanceOf(draft: DetailDraft, place: FilePlace): string[] | undefined {
  const lines: string[] = [];
  for (const text of draft.all('remittance')) {
    const line = paragraphAt(place, text, { name: 'Ustrd', lengthMax: 2_000 });
    if (line !== undefined) lines.push(line);
  }
  if (lines.length > REMITTANCE_MAX) {
    const detail = `Remittance has over ${REMITTANCE_MAX} lines: the rest was joined to the last.`;
    noticeAt(place, 'remittance_joined', detail);
    const rest = lines.splice(REMITTANCE_MAX - 1).join('\n');
    lines.push(paragraphAt(place, rest, { name: 'Ustrd', lengthMax: 2_000 }) ?? '');
  }
  return lines.length > 0 ? lines : undefined;
}

function linesOf(draft: DetailDraft, field: 'structuredReferences' | 'documents', at: FilePlace) {
  const texts = draft.all(field);
  if (texts.length === 0) return undefined;
  if (field === 'structuredReferences' && texts.length > REFERENCES_MAX) {
    refuseAt(at, 'too_many_references', `A transaction has over ${REFERENCES_MAX} references.`);
  }
  return texts.flatMap((text) => lineAt(at, text, { name: field, lengthMax: 140 }) ?? []);
}

type PartyFields = Readonly<Record<'name' | 'ultimateName' | 'account' | 'bic', DetailField>>;

function partyOf(draft: DetailDraft, fields: PartyFields, place: FilePlace) {
  const party: Counterparty = {};
  const line = (field: DetailField, lengthMax: number) =>
    lineAt(place, draft.get(field), { name: field, lengthMax: lengthMax });
  putPresent(party, 'name', line(fields.name, 140));
  putPresent(party, 'ultimateName', line(fields.ultimateName, 140));
  putPresent(party, 'account', line(fields.account, 70)?.replaceAll(' ', ''));
  putPresent(party, 'bic', line(fields.bic, 20));
  return Object.keys(party).length > 0 ? party : undefined;
}

const REFERENCES = [
  'endToEndId',
  'instructionId',
  'transactionId',
  'messageId',
  'paymentInformationId',
  'mandateId',
  'chequeNumber',
  'servicerReference',
] as const;

const DEBTOR: PartyFields = {
  name: 'debtorName',
  ultimateName: 'debtorUltimateName',
  account: 'debtorAccount',
  bic: 'debtorBic',
};
const CREDITOR: PartyFields = {
  name: 'creditorName',
  ultimateName: 'creditorUltimateName',
  account: 'creditorAccount',
  bic: 'creditorBic',
};

/** The limits of the canonical detail. */
const REMITTANCE_MAX = 100;
const REFERENCES_MAX = 100;
