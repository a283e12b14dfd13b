/**
 * A daily statement as MT940, as German banks write it: field 86 in numbered sub-fields, SEPA
 * references as `EREF+` and `SVWZ+`, and no letter outside SWIFT's character set.
 */

import { toDecimal, type Money } from '@kontor/kernel';
import type { BookedMovement, DailyStatement, MovementDetail } from './bank-movement.ts';
import { amountOn, sideOf, statementSums } from './statement-sums.ts';
import { toSwiftText } from './swift-text.ts';
import { chunksOf } from './write-camt-statement.ts';

export function writeMt940Statement(statement: DailyStatement): Uint8Array {
  const { account, day, sequenceNumber, openingBalance, movements } = statement;
  const { closingBalance } = statementSums(statement);
  const lines = [
    `:20:${`${yearMonthDay(day)}${account.key}`.replace(/[^A-Z0-9]/g, '').slice(0, 16)}`,
    `:25:${account.iban ?? account.number ?? ''}`,
    `:28C:${String(sequenceNumber).padStart(5, '0')}/001`,
    `:60F:${toBalance(openingBalance, day)}`,
    ...movements.flatMap((movement) => toEntry(movement, statement)),
    `:62F:${toBalance(closingBalance, day)}`,
    `:64:${toBalance(closingBalance, day)}`,
    '-',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
}

/** `C260331EUR1250,00` */
function toBalance(balance: Money, day: string): string {
  const { amount, direction } = sideOf(balance);
  const mark = direction === 'credit' ? 'C' : 'D';
  return `${mark}${yearMonthDay(day)}${amount.currency}${toSwiftAmount(amount)}`;
}

function toEntry(movement: BookedMovement, { account, day }: DailyStatement): readonly string[] {
  const { valueDay = day, amount, endToEndId, bankReference } = movement;
  const dates = yearMonthDay(valueDay) + yearMonthDay(day).slice(2);
  const reference = toReference(endToEndId);
  const first = `:61:${dates}${markOf(movement)}${toSwiftAmount(amountOn(account, amount))}`;
  return [`${first}NTRF${reference}//${bankReference.slice(0, 16)}`, ...toInformation(movement)];
}

/** `RC` takes back a credit, and so is booked as a debit. */
function markOf({ direction, isReversal = false }: BookedMovement): string {
  if (!isReversal) return direction === 'credit' ? 'C' : 'D';
  return direction === 'credit' ? 'RD' : 'RC';
}

/** Field 61 has 16 characters for the customer's reference; longer ones stand in field 86 alone. */
function toReference(endToEndId: string | undefined): string {
  const text = toSwiftText(endToEndId ?? '');
  const isFitting = text.length > 0 && text.length <= 16 && !text.includes('//');
  return isFitting ? text : 'NONREF';
}

/**
 * Field 86: business transaction code, `?00` posting text, `?20` and on purpose, `?30` and on who.
 */
function toInformation(movement: BookedMovement): readonly string[] {
  const { counterparty, parts } = movement;
  const purpose = parts ? [`SVWZ+SAMMELBUCHUNG ${parts.length} POSTEN`] : purposeOf(movement);
  const subFields = purpose
    .flatMap((text) => chunksOf(text, PURPOSE_CHARACTERS_MAX))
    .slice(0, PURPOSE_FIELDS.length)
    .map((chunk, at) => `?${PURPOSE_FIELDS[at]}${chunk}`);
  const names = chunksOf(toSwiftText(counterparty?.name ?? ''), PURPOSE_CHARACTERS_MAX);
  const [code, postingText] = businessCodeOf(movement);
  const whole = [
    `${code}?00${postingText}`,
    ...subFields,
    ...(counterparty?.bic === undefined ? [] : [`?30${counterparty.bic}`]),
    ...(counterparty?.account === undefined ? [] : [`?31${toSwiftText(counterparty.account)}`]),
    ...names.slice(0, 2).map((name, at) => `?${32 + at}${name}`),
  ].join('');
  return toLines(whole).map((line, at) => (at === 0 ? `:86:${line}` : line));
}

/** A line that began with a colon or a dash would end the field. */
function toLines(text: string): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > LINE_CHARACTERS_MAX) {
    let length = LINE_CHARACTERS_MAX;
    while (/[:-]/.test(rest.charAt(length))) length -= 1;
    lines.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...lines, rest];
}

function purposeOf(detail: MovementDetail): readonly string[] {
  const { endToEndId, remittance = [], structuredReference, returnReason } = detail;
  const said = [
    ...(returnReason === undefined ? [] : [`RUECKGABE ${returnReason}`]),
    ...(structuredReference === undefined ? [] : [structuredReference]),
    ...remittance,
  ].join(' ');
  return [
    ...(endToEndId === undefined ? [] : [`EREF+${toSwiftText(endToEndId)}`]),
    ...(said === '' ? [] : [`SVWZ+${toSwiftText(said)}`]),
  ];
}

/** Business transaction codes of the German banking industry. */
function businessCodeOf(movement: BookedMovement): readonly [code: string, text: string] {
  const { direction, returnReason, parts } = movement;
  if (direction === 'credit') {
    if (returnReason) return ['159', 'RETOURE'];
    return parts ? ['191', 'SAMMELGUTSCHRIFT'] : ['166', 'GUTSCHRIFT'];
  }
  if (returnReason) return ['109', 'RUECKLASTSCHRIFT'];
  return parts ? ['192', 'SAMMELAUFTRAG'] : ['116', 'UEBERWEISUNG'];
}

/** A comma always, and behind it what the currency has: `1250,00`, `1000,`. */
function toSwiftAmount(amount: Money): string {
  const text = toDecimal(amount).replace('.', ',');
  return text.includes(',') ? text : `${text},`;
}

function yearMonthDay(day: string): string {
  return day.replaceAll('-', '').slice(2);
}

/** A sub-field of field 86 holds 27 characters. */
const PURPOSE_CHARACTERS_MAX = 27;

/** A line of a SWIFT message holds 65 characters. */
const LINE_CHARACTERS_MAX = 65;

/** There are more (28, 29, 60 to 63); these and the names are what six lines have room for. */
const PURPOSE_FIELDS = [20, 21, 22, 23, 24, 25, 26, 27];
