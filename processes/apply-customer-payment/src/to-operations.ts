/** What each system is asked for, in canonical words, from the payment and its posting day. */

import type {
  AccountNote,
  CustomerPayment,
  IncomingPayment,
  LedgerDocument,
  MatchConfirmation,
  PostingReversal,
} from '@kontor/canon';
import { present } from '@kontor/kernel';
import type { Context } from '@kontor/process';
import { postingDayOf } from './posting-day.ts';

type PaymentContext = Context<CustomerPayment>;

export function toMatchConfirmation(
  { input, referenceOf }: PaymentContext,
  effect: 'claim' | 'claim/undo',
): MatchConfirmation {
  return { reference: referenceOf(effect), matchId: input.matchId };
}

export function toPosting({ input, enriched, referenceOf }: PaymentContext): IncomingPayment {
  return {
    reference: referenceOf('post'),
    legalEntity: input.legalEntity,
    customer: input.customer,
    currency: input.currency,
    amount: input.amount,
    bankLedgerAccount: input.bankLedgerAccount,
    bookingDay: input.bookingDay,
    ...(input.valueDay !== undefined && { valueDay: input.valueDay }),
    postingDay: postingDayOf(enriched),
    ...(input.bankReference !== undefined && { bankReference: input.bankReference }),
    allocations: input.allocations.map(({ invoiceNumber, document, amount }) => ({
      invoiceNumber,
      document,
      amount,
    })),
    ...(input.differences.length > 0 && { differences: input.differences }),
    ...(input.onAccount !== undefined && { onAccount: input.onAccount }),
  };
}

export function toReversal(context: PaymentContext): PostingReversal {
  return {
    reference: context.referenceOf('post/undo'),
    document: documentOf(context),
    postingDay: postingDayOf(context.enriched),
    reason: (context.ending?.text ?? 'It was taken back.').slice(0, 200),
    original: toPosting(context),
  };
}

export function toAccountNote(context: PaymentContext): AccountNote {
  const { input, enriched, referenceOf } = context;
  const isCleared = input.allocations.every((each) => each.isCleared);
  return {
    reference: referenceOf('mirror'),
    legalEntity: input.legalEntity,
    customer: input.customer,
    subject: 'payment',
    number: input.bankReference ?? input.bankEntryId,
    status: isCleared ? 'paid' : 'partly-paid',
    day: postingDayOf(enriched),
    amount: input.amount,
    currency: input.currency,
    documentNumber: documentOf(context).number,
  };
}

export function toPaymentApplied(context: PaymentContext) {
  const { input } = context;
  const { currency } = input;
  return {
    match: input.matchId,
    bankEntry: input.bankEntryId,
    legalEntity: input.legalEntity,
    customer: input.customer,
    amount: { amount: input.amount, currency },
    allocations: input.allocations.map(({ invoiceNumber, amount, isCleared }) => ({
      number: invoiceNumber,
      amount: { amount, currency },
      cleared: isCleared,
    })),
    documentNumber: documentOf(context).number,
  };
}

/** What the ledger made of it. */
function documentOf({ input, confirmed }: PaymentContext): LedgerDocument {
  const posted = present(confirmed['post'], 'it is posted before anything refers to its document');
  const year = posted.facts?.['fiscalYear'];
  return {
    legalEntity: input.legalEntity,
    number: posted.externalReference,
    ...(year !== undefined && { year }),
  };
}
