/**
 * Days at the simulated bank, one statement of each account of the German company, and the same day
 * as the bank might have written it had the receipt been another.
 */

import { plusDays, present } from '@kontor/kernel';
import type { BankMovement, SandboxBank } from '@kontor/sandbox';
import { TODAY } from './sample-invoice.ts';

export type BankDay = {
  readonly camt: string;
  readonly mt940: string;
  /** The main account's day with a receipt of another amount, and all sums that follow from it. */
  readonly camtWith: (amount: string) => string;
};

/** Each call closes the next day: one receipt on both accounts, unless others are told. */
export function bankDays(bank: SandboxBank): { next(main?: readonly BankMovement[]): BankDay } {
  let day = plusDays(TODAY, -DAYS);
  let number = 0;
  return {
    next(main) {
      day = plusDays(day, 1);
      number += 1;
      const receipt: BankMovement = {
        amount: `10${number}.00`,
        direction: 'credit',
        counterparty: { name: 'Nobody we know' },
        remittance: ['Thank you'],
      };
      for (const movement of main ?? [receipt]) bank.book('DE01-MAIN', movement);
      bank.book('DE01-COLLECT', receipt);
      const files = bank.closeDay(day);
      const textOf = (key: string, encoding: 'utf8' | 'latin1') => {
        const file = files.find(({ accountKey }) => accountKey === key);
        return Buffer.from(present(file, `${key} has a statement`).bytes).toString(encoding);
      };
      const camt = textOf('DE01-MAIN', 'utf8');
      return {
        camt,
        mt940: textOf('DE01-COLLECT', 'latin1'),
        camtWith: (amount) => withReceipt(camt, receipt.amount, amount),
      };
    },
  };
}

/** Whole euros, so that the closing balance moves by whole euros. */
function withReceipt(camt: string, before: string, after: string): string {
  const change = wholeOf(after) - wholeOf(before);
  return camt
    .replaceAll(`>${before}<`, `>${after}<`)
    .replaceAll(/(<Cd>CL(?:BD|AV)<.*?<Amt Ccy="EUR">)(\d+)/g, (_, start: string, euros: string) => {
      return `${start}${BigInt(euros) + change}`;
    });
}

function wholeOf(amount: string): bigint {
  return BigInt(amount.replace(/\.\d\d$/, ''));
}

/** No test closes more. */
const DAYS = 15;
