/**
 * `:86:` as words between slashes: `/EREF/…`, `/REMI/…`, `/ORDP//NAME/…`,
 * `/CNTP/account/bic/name/town//`. Dutch banks (Rabobank, ING, ABN AMRO) and SWIFT's own usage.
 * Values may hold slashes themselves, so only the known words begin a value.
 */

import type { EntryDetail } from '@kontor/canon';
import { lineAt, type FilePlace } from '../bank-file/file-place.ts';
import { putPresent } from '../bank-file/put-present.ts';
import {} from './mt940-values.ts';
import { isTold, type OwnerInformation } from './owner-information.ts';

const WORDS =
  'ORDP|BENM|EREF|PREF|MARF|CSID|RTRN|REMI|NAME|ACCW|IBAN|BIC|ADDR|ID|PURP|TRTP|TRCD|CNTP|ULTD|' +
  'ULTB|ULTC|ISDT|OCMT|CHGS|EXCH|SVCL|BUSP|FX';

export const SLASHED = new RegExp(`^/(?:${WORDS})/`);

export function fromSlashedWords(text: string, place: FilePlace): OwnerInformation {
  const values = valuesOf(text);
  const line = (value: string | undefined, lengthMax: number, what: string) =>
    lineAt(place, value, { name: what, lengthMax: lengthMax });
  const reference = (word: string) => {
    const told = line(values.get(word), 35, word);
    return told !== undefined && isTold(told) ? told : undefined;
  };
  const detail: EntryDetail = {};
  putPresent(detail, 'endToEndId', reference('EREF'));
  putPresent(detail, 'paymentInformationId', reference('PREF'));
  putPresent(detail, 'mandateId', reference('MARF'));
  putPresent(detail, 'returnReason', reference('RTRN'));
  putPresent(detail, 'purpose', reference('PURP'));
  const [account, bic, name] = values.get('CNTP')?.split('/') ?? [];
  const counterparty: NonNullable<EntryDetail['counterparty']> = {};
  putPresent(counterparty, 'name', line(name ?? values.get('NAME'), 140, 'NAME'));
  const ultimate = values.get('ULTD') ?? values.get('ULTC') ?? values.get('ULTB');
  putPresent(counterparty, 'ultimateName', line(ultimate, 140, 'ULTD'));
  const [ownAccount = '', ownBic] = (values.get('ACCW') ?? '').split(',');
  const number = account ?? values.get('IBAN') ?? ownAccount;
  putPresent(counterparty, 'account', line(number.replaceAll(' ', ''), 70, 'IBAN'));
  putPresent(counterparty, 'bic', line(bic ?? values.get('BIC') ?? ownBic, 20, 'BIC'));
  if (Object.keys(counterparty).length > 0) detail.counterparty = counterparty;
  putRemittance(detail, values.get('REMI') ?? '', place);
  const kind = values.get('TRTP');
  return { detail, ...(kind && { freeText: kind }) };
}

/** ING marks the remittance as `USTD//free text` or `STRD/issuer/reference`. */
function putRemittance(detail: EntryDetail, text: string, place: FilePlace): void {
  const [, , structured] = STRUCTURED.exec(text) ?? [];
  const reference = lineAt(place, structured, { name: 'REMI', lengthMax: 140 });
  if (reference !== undefined) {
    detail.structuredReferences = [reference];
    return;
  }
  const free = lineAt(place, text.replace(UNSTRUCTURED, ''), { name: 'REMI', lengthMax: 2_000 });
  if (free !== undefined) detail.remittance = [free];
}

/** The first value of every word; trailing slashes belong to the separators. */
function valuesOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const parts = text.split(SEPARATORS);
  for (let index = 1; index < parts.length; index += 2) {
    const word = parts[index] ?? '';
    const value = (parts[index + 1] ?? '').replace(SLASHES_AT_END, '').trim();
    if (value !== '' && !values.has(word)) values.set(word, value);
  }
  return values;
}

const SEPARATORS = new RegExp(`/(${WORDS})/`);
const SLASHES_AT_END = /\/+$/;
const UNSTRUCTURED = /^USTD\/\//;
const STRUCTURED = /^STRD\/([^/]*)\/([^/]+)$/;
