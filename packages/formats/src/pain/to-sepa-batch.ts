/**
 * What SEPA can transmit of a batch, and what it cannot: the rules of EPC132-08 that are narrower
 * than pain.001. Every defect names its place in the batch; nothing is cut off or rounded.
 */

import {
  toSepaText,
  type PaymentBatchSending,
  type PaymentCreditor,
  type PaymentTransfer,
} from '@kontor/canon';
import { currency, fromDecimal, money, type Defect, type Money } from '@kontor/kernel';

export type SepaBatch = Pick<PaymentBatchSending, 'number' | 'debtor' | 'executionDay'> & {
  readonly transfers: readonly SepaTransfer[];
};

export type SepaTransfer = Omit<PaymentTransfer, 'amount'> & { readonly amount: Money };

export function toSepaBatch(sending: PaymentBatchSending): {
  readonly batch: SepaBatch;
  /** None of the batch may be written when there is one. */
  readonly defects: readonly Defect[];
} {
  const found: Defect[] = [];
  const refuse: Refuse = (code, at, detail) => {
    if (found.length < DEFECTS_MAX) found.push({ code, at, detail });
  };
  if (sending.currency !== 'EUR') {
    const detail = `SEPA transfers euros, not ${sending.currency}.`;
    refuse('currency_not_sepa', '/currency', detail);
  }
  const { number, executionDay } = sending;
  const debtor = named(sending.debtor, '/debtor', refuse);
  const seen = new Set<string>();
  const transfers = sending.transfers.map((transfer, index) => {
    const at = `/transfers/${index}`;
    if (seen.has(transfer.endToEndId)) {
      const detail = `${transfer.endToEndId} stands twice in the batch: the bank could not tell them.`;
      refuse('end_to_end_id_repeated', `${at}/endToEndId`, detail);
    }
    seen.add(transfer.endToEndId);
    return toSepaTransfer(transfer, at, refuse);
  });
  return { batch: { number, debtor, executionDay, transfers }, defects: found };
}

type Refuse = (code: string, at: string, detail: string) => void;

function toSepaTransfer(transfer: PaymentTransfer, at: string, refuse: Refuse): SepaTransfer {
  const { remittance, creditorReference } = transfer;
  if (remittance !== undefined && creditorReference !== undefined) {
    const detail = 'SEPA transmits a text or a creditor reference, not both.';
    refuse('remittance_twice', `${at}/remittance`, detail);
  }
  return {
    ...transfer,
    amount: toSepaAmount(transfer.amount, `${at}/amount`, refuse),
    creditor: named<PaymentCreditor>(transfer.creditor, `${at}/creditor`, refuse),
    ...(remittance !== undefined && {
      remittance: fitting(remittance, { at: `${at}/remittance`, lengthMax: 140 }, refuse),
    }),
  };
}

function toSepaAmount(text: string, at: string, refuse: Refuse): Money {
  const amount = fromDecimal(text, currency('EUR'));
  if (amount === undefined) {
    refuse('amount_not_exact', at, `“${text}” is not an exact amount of euros.`);
    return NOTHING;
  }
  if (amount.minor < 1n || amount.minor > AMOUNT_CENTS_MAX) {
    refuse('amount_out_of_range', at, 'SEPA transfers from 0.01 to 999999999.99 euros.');
  }
  return amount;
}

function named<Holder extends { readonly name: string }>(
  holder: Holder,
  at: string,
  refuse: Refuse,
): Holder {
  return { ...holder, name: fitting(holder.name, { at: `${at}/name`, lengthMax: 70 }, refuse) };
}

type Place = { readonly at: string; readonly lengthMax: number };

function fitting(text: string, { at, lengthMax }: Place, refuse: Refuse): string {
  const written = toSepaText(text);
  if (written === undefined) {
    const detail = 'SEPA transmits Latin letters: write it as the bank of the creditor has it.';
    refuse('text_not_writable', at, detail);
    return '';
  }
  if (written.length > lengthMax) {
    const detail = `SEPA transmits ${lengthMax} characters, and this has ${written.length}.`;
    refuse('text_too_long', at, detail);
  }
  return written;
}

/** [ActiveOrHistoricCurrencyAndAmount] of EPC132-08, AT-T002. */
const AMOUNT_CENTS_MAX = 99_999_999_999n;

const NOTHING = money(0n, currency('EUR'));

/** Enough to see what is wrong with a file of ten thousand; mending one kind mends the others. */
const DEFECTS_MAX = 100;
