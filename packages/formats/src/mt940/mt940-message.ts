/** Fields of MT940 and MT942 messages, read into the message that is open. */

import { parseCurrency } from '@kontor/kernel';
import { lineAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import { refuse } from '../xml/refuse.ts';
import { fromAccount } from './from-account.ts';
import { fromBalance, fromEntryTotal } from './from-balance.ts';
import { fromStatementLine } from './from-statement-line.ts';
import type { Mt940Field, Mt940Place } from './mt940-fields.ts';
import {
  closeMessage,
  openMessage,
  startMessage,
  tellWaiting,
  type Message,
  type Mt940Reading,
} from './mt940-reading.ts';

export function placeInMessage({ message }: Mt940Reading): Mt940Place {
  if (message === undefined) return 'between';
  if (message.isClosed || message.summary) return 'closing';
  return message.isOpen ? 'entries' : 'header';
}

/** An interim report has no closing balance: its dash is an end, a statement's may be text. */
export function isReport({ message, envelope }: Mt940Reading): boolean {
  return message?.format === 'MT942' || envelope?.type === '942';
}

export function readEnvelope(reading: Mt940Reading, type: string | undefined, line: number): void {
  if (type !== undefined && !MESSAGES.has(type)) {
    const detail = `MT${type} is no bank statement: send MT940 or MT942.`;
    refuse({ code: 'message_unsupported', at: `line ${line}`, detail });
  }
  reading.envelope = { type };
}

export function readField(reading: Mt940Reading, field: Mt940Field): void {
  const place = { path: `:${field.tag}:`, line: field.line, notices: reading.notices };
  if (field.tag === '20') {
    closeMessage(reading, field.line);
    const id = lineAt(place, firstLine(field), { name: 'the reference', lengthMax: 140 });
    if (id === undefined) refuseAt(place, 'statement_id_missing', 'The message has no reference.');
    startMessage(reading, id);
    return;
  }
  const { message } = reading;
  if (message === undefined) {
    return refuseAt(place, 'field_misplaced', 'A message begins with :20:.');
  }
  if (!TEXTS.has(field.tag)) tellWaiting(reading, message);
  if (BEFORE_ENTRIES.has(field.tag)) readHeaderField(message, field, place);
  else readBodyField(reading, message, field, place);
}

export function endFile(reading: Mt940Reading, line: number): void {
  if (reading.envelope) {
    const detail = 'The envelope is not closed by “-}”: the file was cut off.';
    refuse({ code: 'statement_incomplete', at: `line ${line}`, detail });
  }
  if (reading.messageCount > 0) return;
  const detail = 'There is no message in this file: none begins with :20:.';
  refuse({ code: 'message_missing', at: 'line 1', detail });
}

function readHeaderField(message: Message, field: Mt940Field, place: FilePlace): void {
  switch (field.tag) {
    case '25':
    case '25P':
      message.account = fromAccount(field, place);
      message.currency = message.account.currency ?? message.currency;
      return;
    case '28':
    case '28C': {
      const [number, page] = firstLine(field).split('/');
      message.sequenceNumber = lineAt(place, number, { name: 'the number', lengthMax: 35 });
      message.page = lineAt(place, page, { name: 'the page', lengthMax: 10 });
      return;
    }
    case '13':
    case '13D':
      message.createdAt = lineAt(place, firstLine(field), { name: 'the time', lengthMax: 40 });
      message.format ??= 'MT942';
      return;
    default: // references to other messages, of no use to a reader of entries
      return;
  }
}

function readBodyField(
  reading: Mt940Reading,
  message: Message,
  field: Mt940Field,
  place: FilePlace,
): void {
  switch (field.tag) {
    case '86':
    case 'NS':
      // After the balances `:86:` is about the statement, which has no field for it.
      if (!message.isClosed) message.waiting?.texts.push(field.text);
      return;
    case '34F':
      message.currency = floorCurrency(field, place);
      message.format = 'MT942';
      return openMessage(reading, message, place);
    case '61': {
      const line = fromStatementLine(field.text, currencyOf(message, place), place);
      openMessage(reading, message, place);
      message.waiting = { line, place, texts: [] };
      return;
    }
    case '90D':
    case '90C':
      message.format ??= 'MT942';
      openMessage(reading, message, place);
      message.summary = { ...message.summary, ...fromEntryTotal(field, place) };
      return;
    default:
      return readBalance(reading, message, field, place);
  }
}

function readBalance(
  reading: Mt940Reading,
  message: Message,
  field: Mt940Field,
  place: FilePlace,
): void {
  const balance = fromBalance(field, message.currency, place);
  message.currency ??= balance.currency;
  if (field.tag.startsWith('60')) {
    message.currency = balance.currency;
    message.format = 'MT940';
  }
  if (field.tag.startsWith('62')) message.isClosed = true;
  openMessage(reading, message, place);
  message.balances.push(balance);
  if (message.balances.length > BALANCES_MAX) {
    refuseAt(place, 'too_many_balances', `There are more than ${BALANCES_MAX} balances.`);
  }
}

/** `:34F:`, the floor limit: interim reports tell their currency only there. */
function floorCurrency({ text }: Mt940Field, place: FilePlace): string {
  const currency = text.slice(0, 3);
  if (parseCurrency(currency) === undefined) {
    refuseAt(place, 'currency_unknown', 'A floor limit begins with a currency of ISO 4217.');
  }
  return currency;
}

function currencyOf({ currency }: Message, place: FilePlace): string {
  if (currency !== undefined) return currency;
  const detail = 'The currency is told by :60F: (or :34F: in MT942) before the first entry.';
  return refuseAt(place, 'currency_missing', detail);
}

function firstLine({ text }: Mt940Field): string {
  return text.split('\n')[0] ?? '';
}

const MESSAGES: ReadonlySet<string> = new Set(['940', '942']);
const TEXTS: ReadonlySet<string> = new Set(['86', 'NS']);
const BEFORE_ENTRIES: ReadonlySet<string> = new Set([
  '21',
  '25',
  '25P',
  '28',
  '28C',
  '13',
  '13C',
  '13D',
]);

/** One opening, one closing, one available and one for each of some days ahead. */
const BALANCES_MAX = 1_000;
