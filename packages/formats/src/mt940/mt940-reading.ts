/**
 * What is known while MT940 and MT942 messages are read: an entry waits for its `:86:`, the
 * balances for the end of the message, and nothing else is held.
 */

import type {
  Balance,
  BankAccount,
  StatementHeader,
  StatementPart,
  StatementSummary,
} from '@kontor/canon';
import { noticeAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import { collectNotices, type Notices } from '../bank-file/notices.ts';
import { STATEMENTS_MAX } from '../bank-file/statement-limits.ts';
import type { StatementLine } from './from-statement-line.ts';
import { toStatementEntry } from './to-statement-entry.ts';

export type Mt940Reading = {
  readonly tell: (part: StatementPart) => void;
  readonly notices: Notices;
  message: Message | undefined;
  /** The envelope that is open, with the message type that it names (`940`). */
  envelope: { readonly type: string | undefined } | undefined;
  /** The format that was told last. */
  format: string | undefined;
  messageCount: number;
};

export type Message = {
  readonly id: string;
  account: BankAccount | undefined;
  sequenceNumber: string | undefined;
  page: string | undefined;
  createdAt: string | undefined;
  currency: string | undefined;
  format: 'MT940' | 'MT942' | undefined;
  /** The header was told. */
  isOpen: boolean;
  /** The closing balance was read. */
  isClosed: boolean;
  position: number;
  waiting: WaitingEntry | undefined;
  readonly balances: Balance[];
  summary: StatementSummary | undefined;
};

export type WaitingEntry = {
  readonly line: StatementLine;
  readonly place: FilePlace;
  readonly texts: string[];
};

export function startMt940Reading(tell: (part: StatementPart) => void): Mt940Reading {
  return {
    tell,
    notices: collectNotices(),
    message: undefined,
    envelope: undefined,
    format: undefined,
    messageCount: 0,
  };
}

export function startMessage(reading: Mt940Reading, id: string): void {
  reading.messageCount += 1;
  reading.message = {
    id,
    account: undefined,
    sequenceNumber: undefined,
    page: undefined,
    createdAt: undefined,
    currency: undefined,
    format: undefined,
    isOpen: false,
    isClosed: false,
    position: 0,
    waiting: undefined,
    balances: [],
    summary: undefined,
  };
}

/** Tells the header, once, when the first field comes that cannot stand before it. */
export function openMessage(reading: Mt940Reading, message: Message, place: FilePlace): void {
  if (message.isOpen) return;
  message.isOpen = true;
  if (reading.messageCount > STATEMENTS_MAX) {
    refuseAt(place, 'too_many_statements', `A file has at most ${STATEMENTS_MAX} statements.`);
  }
  message.format ??= reading.envelope?.type === '942' ? 'MT942' : 'MT940';
  if (reading.format !== message.format) {
    reading.format = message.format;
    reading.tell({ kind: 'file', file: { format: message.format } });
  }
  reading.tell({ kind: 'opened', header: headerOf(message, place) });
}

export function tellWaiting(reading: Mt940Reading, message: Message): void {
  const { waiting } = message;
  if (!waiting) return;
  message.waiting = undefined;
  message.position += 1;
  const { line, texts, place } = waiting;
  const entry = toStatementEntry(message.position, line, texts.join('\n'), place);
  reading.tell({ kind: 'entry', entry });
}

export function closeMessage(reading: Mt940Reading, line: number): void {
  const { message } = reading;
  if (message === undefined) return;
  tellWaiting(reading, message);
  const place = { path: `:20:${message.id}`, line, notices: reading.notices };
  if (!message.isOpen || !(message.isClosed || message.format === 'MT942')) {
    const detail = 'The message ends without its closing balance: it was cut off.';
    refuseAt(place, 'statement_incomplete', detail);
  }
  if (reading.format === 'MT942' && message.summary === undefined) {
    noticeAt(place, 'control_totals_missing', 'An interim report has no totals (:90D:, :90C:).');
  }
  const notices = reading.notices.take();
  reading.tell({
    kind: 'closed',
    balances: message.balances,
    ...(message.summary && { summary: message.summary }),
    ...(notices.length > 0 && { notices }),
  });
  reading.message = undefined;
}

function headerOf(message: Message, place: FilePlace): StatementHeader {
  const { account, sequenceNumber, page, createdAt } = message;
  if (account === undefined) {
    return refuseAt(place, 'account_missing', 'The statement does not say its account in :25:.');
  }
  return {
    kind: message.format === 'MT942' ? 'report' : 'statement',
    id: message.id,
    ...(sequenceNumber !== undefined && { sequenceNumber }),
    ...(page !== undefined && { page }),
    ...(createdAt !== undefined && { createdAt }),
    account,
  };
}
