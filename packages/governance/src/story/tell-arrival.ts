/** Who handed over what, and what was checked before anything was kept. */

import { unreachable } from '@kontor/kernel';
import type { TransactionFacts } from './facts.ts';
import type { Chapter } from './story.ts';
import { wordAmount, wordDay, wordList } from './wording.ts';

export function tellArrival(transaction: TransactionFacts): Chapter[] {
  const { acceptedAt, transactionId, checks, channel, application } = transaction;
  const isOurs = channel === 'engine';
  const received: Chapter = {
    at: acceptedAt,
    headline: isOurs ? 'Started by Kontor' : `Received from ${application}`,
    sentences: [arrivalOf(transaction), 'All times are UTC.'],
    kind: 'received',
    references: [{ kind: 'transaction', id: transactionId }],
  };
  if (checks.length === 0) return [received];
  const checked: Chapter = {
    at: acceptedAt,
    headline: 'Checked before anything was kept',
    sentences: [`It passed every check: ${wordList(checks)}.`],
    kind: 'checked',
    references: [],
  };
  return [received, checked];
}

function arrivalOf(transaction: TransactionFacts): string {
  const { channel, application, submitter, acceptedAt, legalEntity } = transaction;
  const what = `${nameOf(transaction)} for ${legalEntity}`;
  const who =
    submitter === undefined || submitter === application
      ? `The application ${application}`
      : `${submitter}, with the application ${application},`;
  switch (channel) {
    case 'api':
      return `${who} handed over ${what} on ${wordDay(acceptedAt)}.`;
    case 'file':
      return `${who} handed over ${what} in a file on ${wordDay(acceptedAt)}.`;
    case 'engine':
      return `Kontor itself started ${what} on ${wordDay(acceptedAt)}.`;
    default:
      return unreachable(channel);
  }
}

/** `invoice 2026-00417 over EUR 1,190.00 to Muster GmbH (C10042)` */
export function nameOf(transaction: TransactionFacts): string {
  const { document, number, amount, partyName, customer } = transaction;
  const isPayment = document === 'payment';
  const over = amount ? ` ${isPayment ? 'of' : 'over'} ${wordAmount(amount)}` : '';
  const party = partyOf(partyName, customer);
  const whom = party === undefined ? '' : ` ${isPayment ? 'from' : 'to'} ${party}`;
  return `${document.replace('-', ' ')} ${number}${over}${whom}`;
}

function partyOf(name: string | undefined, customer: string | undefined): string | undefined {
  if (name === undefined || customer === undefined) return name ?? customer;
  return `${name} (${customer})`;
}
