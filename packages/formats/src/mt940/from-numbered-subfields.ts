/**
 * `:86:` in numbered subfields, as German banks agreed (DFÜ-Abkommen, annex 3): a transaction code
 * of three digits, then `?00` posting text, `?10` primanota, `?20`–`?29` and `?60`–`?63`
 * remittance, `?30` bank, `?31` account, `?32`–`?33` name, `?34` text key. Polish banks write `~`
 * or `<` for `?`.
 *
 * Since SEPA the remittance begins its parts with `EREF+`, `MREF+`, `SVWZ+` and the like.
 */

import type { EntryDetail } from '@kontor/canon';
import { lineAt, type FilePlace } from '../bank-file/file-place.ts';
import { putPresent } from '../bank-file/put-present.ts';
import {} from './mt940-values.ts';
import { isTold, type OwnerInformation } from './owner-information.ts';

/** A separator that is no letter or digit, and two digits after it. */
export const NUMBERED = /^(\d{3})?([?~<@^|])\d{2}/;

export function fromNumberedSubfields(text: string, place: FilePlace): OwnerInformation {
  const [, code, separator = '?'] = NUMBERED.exec(text) ?? [];
  const subfields = subfieldsOf(text.slice(code?.length ?? 0), separator);
  const join = (numbers: readonly string[]) =>
    numbers.map((number) => subfields.get(number) ?? '').join('');
  const line = (part: string, lengthMax: number, what: string) =>
    lineAt(place, part, { name: what, lengthMax: lengthMax });
  const detail: EntryDetail = {};
  putRemittance(detail, remittanceParts(REMITTANCE.map((number) => subfields.get(number))), place);
  const counterparty: NonNullable<EntryDetail['counterparty']> = {};
  putPresent(counterparty, 'name', line(join(['32', '33']), 140, 'the name'));
  const account = subfields.get('38') ?? subfields.get('31') ?? '';
  putPresent(counterparty, 'account', line(account.replaceAll(' ', ''), 70, 'the account'));
  putPresent(counterparty, 'bic', line(subfields.get('30') ?? '', 20, 'the bank'));
  if (detail.counterparty?.ultimateName !== undefined) {
    counterparty.ultimateName = detail.counterparty.ultimateName;
  }
  delete detail.counterparty;
  if (Object.keys(counterparty).length > 0) detail.counterparty = counterparty;
  const codes = [code, subfields.get('10'), subfields.get('34')].flatMap(
    (part) => part?.trim() || [],
  );
  const postingText = subfields.get('00')?.trim();
  return { detail, codes, ...(postingText && { freeText: postingText }) };
}

function subfieldsOf(text: string, separator: string): ReadonlyMap<string, string> {
  const subfields = new Map<string, string>();
  for (const part of text.split(separator).slice(1)) {
    const number = part.slice(0, 2);
    if (DIGITS.test(number) && !subfields.has(number)) subfields.set(number, part.slice(2));
    else appendToLast(subfields, separator + part); // a question mark that somebody wrote
  }
  return subfields;
}

function appendToLast(subfields: Map<string, string>, text: string): void {
  const last = [...subfields.keys()].at(-1);
  if (last !== undefined) subfields.set(last, subfields.get(last) + text);
}

type RemittanceParts = ReadonlyMap<string, string>;

/**
 * By SEPA word; text before the first word, and after a reference that is complete, is under the
 * empty word. Banks wrap at 27 characters, so a reference goes on in the next subfield only from a
 * full one.
 */
function remittanceParts(lines: readonly (string | undefined)[]): RemittanceParts {
  const parts = new Map<string, string>();
  let word = '';
  let isFull = false;
  const put = (text: string) => {
    const whole = (parts.get(word) ?? '') + text;
    if (!REFERENCE_WORDS.has(word) || whole.length <= REFERENCE_LENGTH_MAX) {
      parts.set(word, whole);
      return;
    }
    word = '';
    parts.set(word, (parts.get(word) ?? '') + text);
  };
  for (const line of lines) {
    if (line === undefined) continue;
    const [before = '', ...found] = line.split(SEPA_WORDS);
    if (!isFull && REFERENCE_WORDS.has(word)) word = '';
    put(before);
    for (let index = 0; index < found.length; index += 2) {
      word = found[index] ?? '';
      put(found[index + 1] ?? '');
    }
    isFull = line.length >= SUBFIELD_LENGTH;
  }
  return parts;
}

function putRemittance(detail: EntryDetail, parts: RemittanceParts, place: FilePlace): void {
  const reference = (word: string) => {
    const text = lineAt(place, parts.get(word), { name: word, lengthMax: 35 });
    return text !== undefined && isTold(text) ? text : undefined;
  };
  putPresent(detail, 'endToEndId', reference('EREF'));
  putPresent(detail, 'instructionId', reference('KREF'));
  putPresent(detail, 'mandateId', reference('MREF'));
  const ultimate = parts.get('ABWA') ?? parts.get('ABWE');
  const ultimateName = lineAt(place, ultimate, { name: 'ABWA', lengthMax: 140 });
  if (ultimateName !== undefined) detail.counterparty = { ultimateName };
  const told = [parts.get(''), parts.get('SVWZ')];
  const remittance = told.flatMap(
    (text) => lineAt(place, text, { name: 'SVWZ', lengthMax: 2_000 }) ?? [],
  );
  if (remittance.length > 0) detail.remittance = remittance;
}

/** SEPA references have up to 35 characters, subfields 27. */
const REFERENCE_WORDS: ReadonlySet<string> = new Set(['EREF', 'KREF', 'MREF', 'CRED', 'DEBT']);
const REFERENCE_LENGTH_MAX = 35;
const SUBFIELD_LENGTH = 27;

const DIGITS = /^\d{2}$/;
const REMITTANCE = [...numbers(20, 29), ...numbers(60, 63)];

/** Annex 3 of the DFÜ-Abkommen; `IBAN+`, `BIC+` and `BREF+` are additions of single banks. */
const SEPA_WORDS =
  /(?:^| )(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|BREF|RREF|RTRN|PURP)\+/;

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
