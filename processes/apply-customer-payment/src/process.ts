/**
 * Apply a customer's payment: keep what the match claimed, post the receipt against the receivables
 * in the ledger, show it to the sales people, and tell the world.
 *
 *   accepted ─▶ claim ─▶ (write-off above the limit? approval) ─▶ posting ─▶ post ─▶ mirror ─▶ told
 *                 ▲            │ declined                                      │ refused
 *                 │            ▼                                               │
 *              release ◀───────┴───────────────────────────────────────────────┘
 *                              undone: reverse the posting, then release the match
 *
 * The law: received + written off = allocated + left on account, in the match, in the posting and
 * in what is told; and whenever the transaction ends without its effect, the money and the items
 * are free to be matched again. While it waits for its approval they are held, and the ledger knows
 * nothing of it.
 */

import { CustomerPayment } from '@kontor/canon';
import { approve, defineProcess, deliver, enrich, publish } from '@kontor/process';
import { postingDay } from './posting-day.ts';
import {
  toAccountNote,
  toMatchConfirmation,
  toPaymentApplied,
  toPosting,
  toReversal,
} from './to-operations.ts';
import { writeOffQuestion } from './write-off-question.ts';

export const applyCustomerPayment = defineProcess<CustomerPayment>({
  name: 'apply-customer-payment',
  version: 2,
  title: 'Apply customer payment',
  about: {
    description:
      'Turns a match of bank money with open items into a posted receipt, a note for the sales ' +
      'people and an event. When it ends without its effect, the money and the items are free to ' +
      'be matched again.',
    owner: 'Receivables',
    serviceLevel: { step: 'post', withinSeconds: 900, sharePercent: 99 },
    steps: {
      claim: 'Confirms that the match still holds the money and the items.',
      'write-off': 'Asks a second person when more is written off than the company’s limit.',
      posting: 'Takes the bank’s booking day, or today when that day’s period is closed.',
      post: 'Posts bank against receivables, with differences and what is left on account.',
      mirror: 'Notes the payment at the customer’s account in the CRM.',
      applied: 'Tells that the payment is applied.',
    },
  },
  input: CustomerPayment,
  summary: (payment) => ({
    legalEntity: payment.legalEntity,
    number: payment.bankReference ?? payment.bankEntryId,
    customer: payment.customer,
    ...(payment.partyName !== undefined && { partyName: payment.partyName }),
    amount: { amount: payment.amount, currency: payment.currency },
  }),
  // The same as invoices of the customer: its invoice reaches the ledger before its payment does.
  orderBy: (payment) => `${payment.legalEntity}/${payment.customer}`,
  businessKey: (payment) => [payment.legalEntity, payment.matchId],
  // Nobody sends payments: a rule or a person decided, against the books themselves.
  checks: [],
  steps: [
    deliver('claim', {
      title: 'matched with what it pays',
      to: 'receivables',
      operation: 'match.confirm',
      input: (context) => toMatchConfirmation(context, 'claim'),
      undo: {
        by: 'match.release',
        input: (context) => toMatchConfirmation(context, 'claim/undo'),
      },
    }),
    approve('write-off', {
      when: ({ input }) => input.writeOffApproval !== undefined,
      by: 'approvals:decide',
      question: ({ input }) => writeOffQuestion(input),
    }),
    // After the approval, which may take days: the period may be closed by then.
    enrich('posting', postingDay),
    deliver('post', {
      title: 'posted in the ledger',
      to: 'ledger',
      operation: 'incomingPayment.post',
      input: toPosting,
      undo: { by: 'incomingPayment.reverse', input: toReversal },
    }),
    deliver('mirror', {
      title: 'shown to sales',
      to: 'crm',
      operation: 'customerAccount.note',
      input: toAccountNote,
      undo: { none: 'A note that a payment came stays true after it was taken back.' },
      // Books do not turn on what the sales people see: a person looks, the payment stands.
      onRejected: 'continue',
    }),
    publish('applied', { type: 'kontor.payment.applied.v1', data: toPaymentApplied }),
  ],
  onParked: 'pass',
});
