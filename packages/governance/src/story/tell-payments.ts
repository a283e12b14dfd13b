/** Which money from the bank paid it, why we think so, and what became of it since. */

import { currency, fromDecimal, money, present, toDecimal, type Money } from '@kontor/kernel';
import type { AmountFacts, PaymentFacts, StoryFacts } from './facts.ts';
import type { Chapter, Reference } from './story.ts';
import { asSentence, capitalised, wordAmount, wordDay, wordList } from './wording.ts';

export function tellPayments({ payments, openItem, transaction }: StoryFacts): Chapter[] {
  const happenings = payments
    .flatMap((payment): Happening[] => [
      { kind: 'matched', at: payment.madeAt, payment },
      ...(payment.released
        ? [{ kind: 'released' as const, at: payment.released.at, payment }]
        : []),
    ])
    .toSorted((left, right) => (left.at < right.at ? -1 : 1));
  const isInvoice = transaction.document !== 'payment';
  let open = isInvoice && openItem ? toMoney(openItem.amount) : undefined;
  return happenings.map((happening) => {
    open = open && movedBy(open, happening);
    return happening.kind === 'matched'
      ? matchedChapter(happening.payment, isInvoice, open)
      : releasedChapter(happening.payment, open);
  });
}

type Happening = {
  readonly kind: 'matched' | 'released';
  readonly at: PaymentFacts['madeAt'];
  readonly payment: PaymentFacts;
};

function movedBy(open: Money, { kind, payment }: Happening): Money {
  const sign = kind === 'matched' ? -1n : 1n;
  const claimed = payment.claims.reduce((sum, { amount }) => sum + toMoney(amount).minor, 0n);
  return money(open.minor + sign * claimed, open.currency);
}

function matchedChapter(payment: PaymentFacts, isInvoice: boolean, open?: Money): Chapter {
  const { received, from, account, bookingDay, statement } = payment;
  const paid = isInvoice ? payment.claims[0]?.amount : received;
  return {
    at: payment.madeAt,
    headline: `Paid: ${wordAmount(unsigned(paid ?? received))}`,
    sentences: [
      `On ${wordDay(bookingDay)} the bank booked ${wordAmount(received)}` +
        `${from === undefined ? '' : ` from ${from}`} on account ${account} ` +
        `(statement ${statement.number} of ${wordDay(statement.day)}).`,
      `It pays ${wordList(payment.claims.map(wordClaim))}.`,
      asSentence(payment.explanation),
      decisionOf(payment),
      ...leftoversOf(payment),
      // Of a payment's own story, its posting is a chapter.
      ...(isInvoice && payment.posted
        ? [`The receipt is posted in the ledger as ${payment.posted.document}.`]
        : []),
      ...(open
        ? [open.minor === 0n ? 'Nothing is open any more.' : `${wordOpen(open)} stayed open.`]
        : []),
    ],
    kind: 'confirmed',
    references: referencesOf(payment),
  };
}

function wordClaim({ number, amount }: PaymentFacts['claims'][number]): string {
  return amount.amount.startsWith('-')
    ? `with credit note ${number} of ${wordAmount(unsigned(amount))} deducted`
    : `${wordAmount(amount)} of invoice ${number}`;
}

function decisionOf({ rule, madeBy, reason }: PaymentFacts): string {
  if (rule !== 'person') return `Kontor matched it by itself, by the rule “${rule}”.`;
  const why = reason === undefined ? '' : `: “${reason}”`;
  return asSentence(`${capitalised(madeBy)} matched it${why}`);
}

function leftoversOf({ writtenOff, onAccount }: PaymentFacts): string[] {
  return [
    ...(writtenOff ? [`${wordAmount(unsigned(writtenOff))} of difference was written off.`] : []),
    ...(onAccount ? [`${wordAmount(onAccount)} stayed on the customer’s account.`] : []),
  ];
}

function releasedChapter(payment: PaymentFacts, open?: Money): Chapter {
  const { by, reason, debit, at } = present(payment.released, 'only what was released is told so');
  const received = wordAmount(payment.received);
  const again = open && open.minor !== 0n ? [`${wordOpen(open)} is open again.`] : [];
  return {
    at,
    headline: debit ? `The money went back: ${received}` : `The match was taken back: ${received}`,
    sentences: [
      debit
        ? asSentence(`On ${wordDay(debit.day)} the bank took ${received} back: ${reason}`)
        : asSentence(`${capitalised(by)} took the match back: “${reason}”`),
      ...again,
    ],
    kind: 'trouble',
    references: [
      { kind: 'match', id: payment.matchId },
      ...(debit ? [{ kind: 'bank-entry', id: debit.bankEntryId }] : []),
    ],
  };
}

function referencesOf({ matchId, bankEntryId, posted }: PaymentFacts): Reference[] {
  return [
    { kind: 'match', id: matchId },
    { kind: 'bank-entry', id: bankEntryId },
    ...(posted
      ? [{ kind: 'ledger-document' as const, id: posted.document, system: posted.system }]
      : []),
  ];
}

function wordOpen(open: Money): string {
  return wordAmount(unsigned({ amount: toDecimal(open), currency: open.currency }));
}

function unsigned(amount: AmountFacts): AmountFacts {
  return { ...amount, amount: amount.amount.replace(/^-/, '') };
}

function toMoney({ amount, currency: code }: AmountFacts): Money {
  return present(fromDecimal(amount, currency(code)), 'recorded amounts are exact');
}
