/**
 * `incomingPayment.post` and `incomingPayment.reverse`: the bank's account against the customer's.
 *
 * Every allocation becomes an item of its own on the customer's account whose assignment is the end
 * of the invoice number, the same as on the invoice: that is what SAP's automatic clearing pairs
 * them by. The document itself clears nothing: the clearing service is another communication
 * scenario.
 */

import type { IncomingPayment, PostingReversal } from '@kontor/canon';
import type {
  ConnectorContext,
  DeliveryOutcome,
  RecogniseOutcome,
  Rejected,
} from '@kontor/connector-sdk';
import { assert } from '@kontor/kernel';
import type { SapS4hanaConfig } from './config.ts';
import { assignmentOf } from './customer-invoice.ts';
import { amountReader, type AmountReader } from './journal-entry/amounts.ts';
import { companyCodeFor } from './journal-entry/company-code.ts';
import {
  turned,
  type DebtorItem,
  type JournalEntry,
  type LedgerItem,
} from './journal-entry/journal-entry.ts';
import { postJournalEntry } from './journal-entry/post-journal-entry.ts';
import { firstCharacters, lastCharacters } from './journal-entry/shorten.ts';
import { recogniseDocument, type StandingDocument } from './recognise-document.ts';
import { toReversal } from './to-reversal.ts';

type Context = ConnectorContext<SapS4hanaConfig>;

export async function postIncomingPayment(
  payment: IncomingPayment,
  context: Context,
): Promise<DeliveryOutcome> {
  const entry = toPaymentEntry(payment, context.config);
  return 'kind' in entry ? entry : postJournalEntry(entry, context);
}

export async function reverseIncomingPayment(
  reversal: PostingReversal,
  context: Context,
): Promise<DeliveryOutcome> {
  const { original } = reversal;
  assert('allocations' in original, 'the reversal of a payment carries the payment');
  const entry = toPaymentEntry(original, context.config);
  return 'kind' in entry ? entry : postJournalEntry(toReversal(turned(entry), reversal), context);
}

/** Payers use a reference again, though hardly for two payments that are booked on one day. */
export async function recogniseIncomingPayment(
  payment: IncomingPayment,
  context: Context,
): Promise<RecogniseOutcome> {
  const entry = toPaymentEntry(payment, context.config);
  if ('kind' in entry) return { kind: 'absent' }; // it cannot have been sent
  const isSameBusiness = ({ documentDay }: StandingDocument) => documentDay === entry.documentDay;
  return recogniseDocument({ entry, isSameBusiness }, context);
}

export function toPaymentEntry(
  payment: IncomingPayment,
  config: SapS4hanaConfig,
): JournalEntry | Rejected {
  const companyCode = companyCodeFor(payment, config);
  if (typeof companyCode !== 'string') return companyCode;
  const amounts = amountReader(payment.currency);
  const { bankReference } = payment;
  const entry: JournalEntry = {
    reference: payment.reference,
    documentType: config.documentTypes?.payment ?? 'DZ',
    companyCode,
    documentDay: payment.bookingDay,
    postingDay: payment.postingDay,
    ...(bankReference !== undefined && {
      documentReference: lastCharacters(bankReference, DOCUMENT_REFERENCE_CHARACTERS),
      headerText: lastCharacters(bankReference, HEADER_TEXT_CHARACTERS),
    }),
    debtorItems: toDebtorItems(payment, amounts),
    ledgerItems: toLedgerItems(payment, amounts),
    taxItems: [],
  };
  return amounts.refusal() ?? entry;
}

/** Bank first, then what was given up (debit, our loss) or kept (credit). */
function toLedgerItems(payment: IncomingPayment, amounts: AmountReader): readonly LedgerItem[] {
  const { bankReference, valueDay, differences = [] } = payment;
  return [
    {
      account: payment.bankLedgerAccount,
      amount: amounts.read(payment.amount, 1),
      ...(valueDay !== undefined && { valueDay }),
      ...(bankReference !== undefined && {
        text: lastCharacters(bankReference, ITEM_TEXT_CHARACTERS),
      }),
    },
    ...differences.map(({ account, amount, reason }) => ({
      account,
      amount: amounts.read(amount, 1),
      text: firstCharacters(reason, ITEM_TEXT_CHARACTERS),
    })),
  ];
}

/** A credit note that was taken into account has a negative allocation, and so stands in debit. */
function toDebtorItems(payment: IncomingPayment, amounts: AmountReader): readonly DebtorItem[] {
  const debtor = payment.customer;
  const allocated = payment.allocations.map(({ invoiceNumber, amount }) => ({
    debtor,
    amount: amounts.read(amount, -1),
    text: lastCharacters(invoiceNumber, ITEM_TEXT_CHARACTERS),
    assignment: assignmentOf(invoiceNumber),
  }));
  if (payment.onAccount === undefined) return allocated;
  const onAccount = { debtor, amount: amounts.read(payment.onAccount, -1), text: 'On account' };
  return onAccount.amount.minor === 0n ? allocated : [...allocated, onAccount];
}

/** Lengths of the published contract. */
const DOCUMENT_REFERENCE_CHARACTERS = 16;
const HEADER_TEXT_CHARACTERS = 25;
const ITEM_TEXT_CHARACTERS = 50;
