/**
 * Create a customer invoice: post it in the ledger of its legal entity exactly once in effect and
 * in order per customer, open it for matching, and show it to the sales people.
 *
 *   accepted ─▶ posting ─▶ (credit note above the limit? approval) ─▶ post ─▶ open ─▶ mirror ─▶
 * told
 *                                        │ declined                   │ refused
 *                                        ▼                            ▼
 *                                     refused   ◀── reverse ◀── (open refused)
 *
 * The law: what the ledger holds, what is open and what was told agree to the cent, or the
 * transaction is refused and nothing of it remains.
 */

import { CustomerInvoice, isCreditNote } from '@kontor/canon';
import { approve, defineProcess, deliver, enrich, publish } from '@kontor/process';
import { currencyAllowed } from './checks/currency-allowed.ts';
import { customerKnown } from './checks/customer-known.ts';
import { periodOpen } from './checks/period-open.ts';
import { revenueAccountsPostable } from './checks/revenue-accounts-postable.ts';
import { taxCodesValid } from './checks/tax-codes-valid.ts';
import { totalsAgree } from './checks/totals-agree.ts';
import { FIXED_FIELDS } from './fixed-fields.ts';
import { postingDetails, postingOf } from './posting-details.ts';
import {
  invoiceFacts,
  kindOf,
  toAccountNote,
  toInvoicePosted,
  toOpenItem,
  toPosting,
  toReversal,
} from './to-operations.ts';

export const createCustomerInvoice = defineProcess<CustomerInvoice>({
  name: 'create-customer-invoice',
  version: 1,
  title: 'Create customer invoice',
  about: {
    description:
      'Turns an invoice or credit note into a posted document, an open item and a note for the ' +
      'sales people. What the ledger holds, what is open and what was told agree to the cent, or ' +
      'the invoice is refused and nothing of it remains.',
    owner: 'Finance operations',
    // Billing systems show the posted number to their users, who wait for minutes, not for hours.
    serviceLevel: { step: 'post', withinSeconds: 300, sharePercent: 99 },
    steps: {
      accepted: 'Tells that the invoice was accepted.',
      posting: 'Adds accounts, tax codes and the posting day from master data.',
      credit: 'Asks a second person about a credit note above the limit of its legal entity.',
      post: 'Posts the invoice in the ledger of its legal entity.',
      open: 'Opens the item, so that a payment can be matched with it.',
      mirror: 'Notes the invoice at the customer’s account in the CRM.',
      posted: 'Tells that the invoice is posted.',
    },
  },
  input: CustomerInvoice,
  summary: (invoice) => ({
    legalEntity: invoice.legalEntity,
    number: invoice.number,
    customer: invoice.customer,
    ...(invoice.buyer && { partyName: invoice.buyer.name }),
    amount: {
      amount: isCreditNote(invoice) ? `-${invoice.totals.gross}` : invoice.totals.gross,
      currency: invoice.currency,
    },
  }),
  orderBy: (invoice) => `${invoice.legalEntity}/${invoice.customer}`,
  businessKey: (invoice) => [invoice.legalEntity, invoice.number],
  // In this order, because a caller mends the first thing first; all of them are reported.
  checks: [
    customerKnown,
    currencyAllowed,
    totalsAgree,
    periodOpen,
    revenueAccountsPostable,
    taxCodesValid,
  ],
  steps: [
    publish('accepted', {
      type: 'kontor.invoice.accepted.v1',
      data: (context) => ({ ...invoiceFacts(context), kind: kindOf(context.input) }),
    }),
    enrich('posting', postingDetails),
    approve('credit', {
      when: ({ enriched }) => postingOf(enriched).needsApproval,
      by: 'approvals:decide',
      question: 'This credit note is above the limit of its legal entity. May it be posted?',
    }),
    deliver('post', {
      title: 'posted in the ledger',
      to: 'ledger',
      operation: 'customerInvoice.post',
      input: toPosting,
      undo: { by: 'customerInvoice.reverse', input: toReversal },
    }),
    deliver('open', {
      title: 'opened for payment',
      to: 'receivables',
      operation: 'openItem.open',
      input: toOpenItem,
      undo: {
        by: 'openItem.cancel',
        input: ({ referenceOf, transactionId }) => ({
          reference: referenceOf('open/undo'),
          transactionId,
        }),
      },
    }),
    deliver('mirror', {
      title: 'shown to sales',
      to: 'crm',
      operation: 'customerAccount.note',
      input: toAccountNote,
      undo: { none: 'A note that an invoice was posted stays true after its reversal.' },
      // Books do not turn on what the sales people see: a person looks, the invoice stands.
      onRejected: 'continue',
    }),
    publish('posted', { type: 'kontor.invoice.posted.v1', data: toInvoicePosted }),
  ],
  onParked: 'pass',
  corrections: { fixed: FIXED_FIELDS },
  refused: {
    kind: 'publish',
    name: 'refused',
    type: 'kontor.invoice.refused.v1',
    data: (context) => ({
      ...invoiceFacts(context),
      explanation: context.ending?.text ?? 'It was refused.',
      errors: [],
    }),
  },
});
