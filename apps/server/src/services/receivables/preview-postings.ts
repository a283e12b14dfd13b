/**
 * The ledger effect of matches, before they happen: the very input that the process would send,
 * written as debits and credits.
 */

import type { CustomerPayment, IncomingPayment } from '@kontor/canon';
import type { MatchPreview, NewMatch, PostingLine } from '@kontor/contracts';
import type { ProcessCatalogue, Runtime } from '@kontor/engine';
import {
  assert,
  bankingDayOf,
  currency,
  money,
  toDecimal,
  type TransactionId,
} from '@kontor/kernel';
import {
  contextOf,
  initialState,
  type ProcessDefinition,
  type ReferenceData,
} from '@kontor/process';
import {
  previewMatches,
  type MatchingOffice,
  type MatchPreview as Preview,
} from '@kontor/reconciliation';
import type { Call, Found, MatchRefusal } from '../../gateway/services.ts';
import { cutLine } from '../wire/cut-text.ts';
import { toMatchRefusal } from './to-match-refusal.ts';
import { toMatchRequest } from './to-match-request.ts';

export type ReceivablesOptions = {
  readonly office: MatchingOffice;
  readonly catalogue: ProcessCatalogue;
  readonly runtime: Runtime;
  /** What people call a connection. */
  readonly titleOf: (connection: string) => string | undefined;
};

export async function previewPostings(
  options: ReceivablesOptions,
  { actor }: Call,
  matches: readonly NewMatch[],
): Promise<Found<readonly MatchPreview[]> | MatchRefusal> {
  const outcome = await previewMatches(options.office.pool, {
    matches: matches.map(toMatchRequest),
    permitted: actor.legalEntities,
  });
  if (outcome.kind !== 'previewed') return toMatchRefusal(outcome);
  return { kind: 'found', value: outcome.previews.map((each) => toPreview(options, each)) };
}

function toPreview(options: ReceivablesOptions, preview: Preview): MatchPreview {
  const { payment, items, leftOfEntry, approval } = preview;
  const { reference, route } = options.runtime;
  const posting = postingOf(options, payment);
  const connection = route('ledger', payment.legalEntity);
  const text = (minor: bigint) => toDecimal(money(minor, currency(payment.currency)));
  return {
    bankEntry: payment.bankEntryId,
    legalEntity: payment.legalEntity,
    customer: payment.customer,
    ...(payment.partyName !== undefined && { party: payment.partyName }),
    posting: {
      connection,
      title: options.titleOf(connection) ?? connection,
      day: posting.postingDay,
      currency: payment.currency,
      lines: [...linesOf(posting, payment, reference)],
    },
    left: { amount: text(leftOfEntry), currency: payment.currency },
    items: items.map(({ openItemId, number, openBefore, openAfter }) => ({
      openItem: openItemId,
      number,
      before: text(openBefore),
      after: text(openAfter),
    })),
    ...(approval && {
      approval: {
        writtenOff: text(approval.writtenOff),
        limit: text(approval.limit),
        sentence:
          `${text(approval.writtenOff)} ${payment.currency} would be written off there, above the ` +
          `${text(approval.limit)} ${payment.currency} that one person decides alone: the receipt ` +
          'and the items are held at once, and the ledger is told when a second person approves.',
      },
    }),
  };
}

/** What its step would send, with the posting day as of today. */
function postingOf({ catalogue, runtime }: ReceivablesOptions, payment: CustomerPayment) {
  const definition: ProcessDefinition = catalogue.latest('apply-customer-payment');
  const subject = { transactionId: NO_TRANSACTION, input: payment as unknown };
  const today = bankingDayOf(runtime.clock.now());
  const enriched: Record<string, unknown> = {};
  for (const step of definition.steps) {
    const context = contextOf(subject, { ...initialState, enriched });
    if (step.kind === 'enrich') enriched[step.name] = step.add(context, runtime.reference, today);
  }
  const post = definition.steps.find(({ name }) => name === 'post');
  assert(post?.kind === 'deliver', 'a payment is posted by a delivery');
  return post.input(contextOf(subject, { ...initialState, enriched })) as IncomingPayment;
}

/** Bank and write-offs in debit, the customer in credit; negative ones the other way round. */
function linesOf(
  posting: IncomingPayment,
  { partyName }: CustomerPayment,
  reference: ReferenceData,
): readonly PostingLine[] {
  const { legalEntity, customer, bankReference, differences = [], onAccount } = posting;
  const account = (number: string, side: PostingLine['side'], amount: string, text?: string) => {
    const name = reference.account(legalEntity, number)?.name;
    return lineOf({ account: number, side, amount, name, text });
  };
  const debtor = (amount: string, text: string) =>
    lineOf({ account: customer, side: 'credit', amount, name: partyName, text });
  return [
    account(posting.bankLedgerAccount, 'debit', posting.amount, bankReference),
    ...differences.map((each) => account(each.account, 'debit', each.amount, each.reason)),
    ...posting.allocations.map(({ invoiceNumber, amount }) => debtor(amount, invoiceNumber)),
    ...(onAccount === undefined ? [] : [debtor(onAccount, 'On account')]),
  ];
}

type Line = {
  readonly account: string;
  readonly side: PostingLine['side'];
  readonly amount: string;
  readonly name: string | undefined;
  readonly text: string | undefined;
};

function lineOf({ account, side, amount, name, text }: Line): PostingLine {
  const other = side === 'debit' ? 'credit' : 'debit';
  const isNegative = amount.startsWith('-');
  return {
    account,
    ...(name !== undefined && { name: cutLine(name, 300) }),
    side: isNegative ? other : side,
    amount: isNegative ? amount.slice(1) : amount,
    ...(text !== undefined && { text: cutLine(text, 300) }),
  };
}

/** Stands where the id of the transaction will. */
const NO_TRANSACTION = 'txn_00000000000000000000000000' as TransactionId;
