/**
 * Sends a journal entry and says what became of it.
 *
 * SAP answers 200 whether it posted or refused: a document number decides, then the log. Everything
 * that is neither a number nor a logged error is unknown, a SOAP fault too: faults also come from
 * the layers around the posting, after it.
 */

import {
  basicAuthorization,
  fromCommonReply,
  signInRefused,
  type ConnectorContext,
  type DeliveryOutcome,
  type HttpAnswer,
} from '@kontor/connector-sdk';
import type { SapS4hanaConfig } from '../config.ts';
import { confirmedDocument } from './confirmed-document.ts';
import { balanceOf, type JournalEntry } from './journal-entry.ts';
import { notSent } from './not-sent.ts';
import { readConfirmation } from './read-confirmation.ts';
import { fromErrorLog } from './from-error-log.ts';
import { SFIN, writeJournalEntry } from './write-journal-entry.ts';

export async function postJournalEntry(
  entry: JournalEntry,
  { config, http, clock }: ConnectorContext<SapS4hanaConfig>,
): Promise<DeliveryOutcome> {
  if (balanceOf(entry) !== 0n) {
    return notSent('not_balanced', 'Debits and credits differ.', 'not_balanced');
  }
  const createdByUser = config.createdByUser ?? 'KONTOR';
  const reply = await http({
    method: 'POST',
    path: PATH,
    headers: {
      authorization: basicAuthorization(config),
      'content-type': 'text/xml; charset=utf-8',
      accept: 'text/xml',
      soapaction: `"${ACTION}"`,
    },
    body: writeJournalEntry(entry, { createdByUser, sentAt: clock.now() }),
  });
  const common = fromCommonReply(reply, clock);
  if (common !== undefined) return common;
  return reply.kind === 'reply' ? fromReply(reply) : UNEXPLAINED;
}

async function fromReply(reply: HttpAnswer): Promise<DeliveryOutcome> {
  // The gateway checks the arrangement's authorisation before it calls the application.
  if (reply.status === 403) return signInRefused('SAP answered 403: is the arrangement active?');
  if (reply.status !== 200) return { kind: 'unknown', detail: `SAP answered ${reply.status}.` };
  const confirmation = await readConfirmation(reply.body);
  if (confirmation.kind === 'unreadable') {
    return { kind: 'unknown', detail: `SAP's answer is not understood: ${confirmation.detail}` };
  }
  const { document, log } = confirmation;
  if (document !== undefined && /[^0]/.test(document.number)) return confirmedDocument(document);
  return fromErrorLog(log) ?? UNEXPLAINED;
}

const PATH = '/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi';
const OPERATION = 'JournalEntryCreateRequestConfirmation_In';
const ACTION = `${SFIN}/${OPERATION}/${OPERATION}Request`;

const UNEXPLAINED: DeliveryOutcome = {
  kind: 'unknown',
  detail: 'SAP gave neither a document number nor an error.',
};
