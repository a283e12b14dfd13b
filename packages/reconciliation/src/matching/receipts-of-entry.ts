/**
 * The receipts in a bank entry: usually one. A batch entry whose payments have amounts of their
 * own, which add up to it, is as many receipts as payments, each with its own payer.
 */

import type { EntryDetail, StatementEntry } from '@kontor/canon';
import { fromDecimal } from '@kontor/kernel';
import type { BankEntry } from './bank-entry.ts';
import type { Receipt } from './types.ts';

export type EntryReceipt = {
  /** Place in the entry's details, from 1; undefined for the entry as a whole. */
  readonly detail: number | undefined;
  readonly receipt: Receipt;
};

export function receiptsOfEntry(bankEntry: BankEntry): readonly EntryReceipt[] {
  const { entry, currency, amount, claimed } = bankEntry;
  const parts = entry.details.map((detail) => amountOf(detail, bankEntry));
  const isBatch = parts.length > 1 && parts.length <= BATCH_RECEIPTS_MAX;
  const sum = parts.reduce<bigint | undefined>(
    (total, part) => (total === undefined || part === undefined ? undefined : total + part),
    0n,
  );
  if (!isBatch || sum !== amount) {
    const said = combined(entry.details.map(wordsOf));
    const receipt = { currency, amount: amount - claimed, ...withEntryWords(said, entry) };
    return [{ detail: undefined, receipt }];
  }
  return entry.details.map((detail, index) => ({
    detail: index + 1,
    receipt: { currency, amount: parts[index] ?? 0n, ...wordsOf(detail) },
  }));
}

/** Undefined when a detail has no amount, another currency, or goes the other way. */
function amountOf(
  { amount, direction }: EntryDetail,
  { currency, entry }: BankEntry,
): bigint | undefined {
  if (!amount || amount.currency !== currency) return undefined;
  if (direction !== undefined && direction !== entry.direction) return undefined;
  return fromDecimal(amount.amount, currency)?.minor;
}

type Words = Omit<Receipt, 'currency' | 'amount'>;

function wordsOf(detail: EntryDetail): Words {
  const { counterparty, endToEndId, structuredReferences, documents } = detail;
  const names = [counterparty?.name, counterparty?.ultimateName];
  return {
    references: [
      ...(endToEndId ? [endToEndId] : []),
      ...(structuredReferences ?? []),
      ...(documents ?? []),
    ],
    // Numbers are cut in two where a bank's lines end: the lines together are one more text.
    texts: [
      ...(detail.remittance ?? []),
      ...(detail.remittance && detail.remittance.length > 1 ? [detail.remittance.join('')] : []),
      ...(detail.information ? [detail.information] : []),
    ],
    payerNames: names.filter((name) => name !== undefined),
    ...(counterparty?.account && { payerAccount: counterparty.account }),
  };
}

function combined(words: readonly Words[]): Words {
  const [only, ...others] = words;
  if (only && others.length === 0) return only;
  return {
    references: words.flatMap(({ references }) => references),
    texts: words.flatMap(({ texts }) => texts),
    payerNames: [],
  };
}

function withEntryWords(words: Words, { information, customerReference }: StatementEntry): Words {
  const more = [information, customerReference].filter((text) => text !== undefined);
  return { ...words, texts: [...words.texts, ...more] };
}

/** A larger batch is matched by its sum, or by a person with the payer's own list. */
const BATCH_RECEIPTS_MAX = 1_000;
