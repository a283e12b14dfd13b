/**
 * What the bank does with a message: refuses it whole when it has seen its id before, else executes
 * each transfer that may be, once, and says why not of the others.
 */

import type { PaymentStatusReason, PaymentTransfer } from '@kontor/canon';
import type { Ledger, LedgerEntry } from '@kontor/connector-kit/simulator';
import type { OrderedPayments, PaymentInitiation } from '@kontor/formats';
import { currency, fromDecimal, present, subtract, type Money } from '@kontor/kernel';
import type { BankAccounts } from './open-payment-bank.ts';
import { FILE_KIND } from './take-files.ts';
import type { BankMessage, BankTransfer } from './to-report.ts';

export const TRANSFER_KIND = 'credit-transfer';

type Books = {
  readonly entry: LedgerEntry;
  readonly ledger: Ledger;
  readonly accounts?: BankAccounts;
  readonly onExecuted?: (executed: ExecutedTransfer) => void;
};

export type ExecutedTransfer = {
  /** IBAN of the account that was debited. */
  readonly debtor: string;
  readonly transfer: PaymentTransfer;
};

export function executeMessage(initiation: PaymentInitiation, books: Books): BankMessage {
  const { messageId, payments } = initiation;
  const first = books.ledger
    .entries()
    .find(({ kind, number }) => kind === FILE_KIND && number === messageId);
  if (first !== undefined && first.sequence < books.entry.sequence) {
    return toRefusedMessage(messageId, 'DU01', 'Duplicate message identification');
  }
  return {
    messageId,
    payments: payments.map((payment) => {
      const purse = openPurse(payment, books);
      const transfers = payment.transfers.map((each) =>
        executeTransfer(each, payment, books, purse),
      );
      return { number: payment.number, transfers };
    }),
  };
}

export function toRefusedMessage(messageId: string, code: string, text: string): BankMessage {
  return { messageId, payments: [], refusal: { code, text } };
}

/** What the account still allows; `unlimited` where the bank does not keep it. */
type Purse = { left: Money | 'unlimited' | 'unknown_account' };

function openPurse(
  { debtor, currency: code }: OrderedPayments,
  { ledger, accounts }: Books,
): Purse {
  if (!accounts) return { left: 'unlimited' };
  const balance = accounts.get(debtor.iban);
  if (balance === undefined) return { left: 'unknown_account' };
  let left = moneyOf(balance, code);
  for (const { kind, facts } of ledger.entries()) {
    if (kind !== TRANSFER_KIND || facts['debtor'] !== debtor.iban) continue;
    left = subtract(left, moneyOf(String(facts['amount']), code));
  }
  return { left };
}

function executeTransfer(
  transfer: PaymentTransfer,
  payment: OrderedPayments,
  { entry, ledger, onExecuted }: Books,
  purse: Purse,
): BankTransfer {
  const { endToEndId, amount, creditor } = transfer;
  const reference = `${payment.debtor.iban} ${payment.number} ${endToEndId}`;
  const known = ledger.entriesOf(reference).find(({ facts }) => facts['file'] === entry.sequence);
  if (known) return { endToEndId, bankReference: known.number };
  const money = moneyOf(amount, payment.currency);
  const refusal = refusalOf(transfer, money, purse);
  if (refusal) return { endToEndId, refusal };
  const number = `SNDB${String(ledger.entries().length + 1).padStart(10, '0')}`;
  const facts = {
    ...{ file: entry.sequence, debtor: payment.debtor.iban, endToEndId, amount },
    ...{ currency: payment.currency, creditor: creditor.iban, name: creditor.name },
    ...{ batch: payment.number, day: payment.executionDay },
  };
  ledger.append({ kind: TRANSFER_KIND, reference, number, facts });
  onExecuted?.({ debtor: payment.debtor.iban, transfer });
  if (typeof purse.left === 'object') purse.left = subtract(purse.left, money);
  return { endToEndId, bankReference: number };
}

/** Undefined when it may be executed. The names of creditors make it refuse what it would not. */
function refusalOf(
  { creditor }: PaymentTransfer,
  amount: Money,
  { left }: Purse,
): PaymentStatusReason | undefined {
  if (left === 'unknown_account') return UNKNOWN_DEBTOR;
  if (!hasCheckDigits(creditor.iban)) return UNKNOWN_CREDITOR;
  const magic = MAGIC_CREDITORS.find(([name]) => name.test(creditor.name));
  if (magic) return magic[1];
  return left !== 'unlimited' && left.minor < amount.minor ? NO_FUNDS : undefined;
}

function moneyOf(text: string, code: string): Money {
  return present(fromDecimal(text, currency(code)), 'what was read is an exact amount');
}

/** ISO 13616: moved to the end and read as a number, the first four leave 1 modulo 97. */
function hasCheckDigits(iban: string): boolean {
  const text = iban.slice(4) + iban.slice(0, 4);
  if (!/^[A-Z0-9]{15,34}$/.test(text)) return false;
  return BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n === 1n;
}

const UNKNOWN_DEBTOR = { code: 'AC02', text: 'The account to be debited is not with this bank' };
const UNKNOWN_CREDITOR = { code: 'AC01', text: 'The account number is not correct' };
const NO_FUNDS = { code: 'AM04', text: 'Insufficient funds' };

/** By a part of the creditor's name, whatever its case. */
const MAGIC_CREDITORS: readonly (readonly [RegExp, PaymentStatusReason])[] = [
  [/unknown account/i, UNKNOWN_CREDITOR],
  [/closed account/i, { code: 'AC04', text: 'The account is closed' }],
  [/blocked account/i, { code: 'AC06', text: 'The account is blocked' }],
  [/no funds/i, NO_FUNDS],
  [/regulated/i, { code: 'RR04', text: 'Regulatory reason' }],
];
