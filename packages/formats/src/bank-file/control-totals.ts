/**
 * The bank's own totals agree when they match the booked entries or all of them: the standard does
 * not say which are counted, and banks differ.
 */

import type { StatementSummary } from '@kontor/canon';
import { minorDigits, money, toDecimal, type CurrencyCode, type Defect } from '@kontor/kernel';
import type { OpenStatement, Totals } from './open-statement.ts';

export function controlTotalDefects(
  open: OpenStatement,
  summary: StatementSummary,
  at: string,
): Defect[] {
  const { booked, all, currency } = open;
  const digits = currency === undefined ? 0 : minorDigits(currency);
  const defects: Defect[] = [];
  const compare = (
    name: string,
    told: number | string | undefined,
    counts: (of: Totals) => bigint,
  ) => {
    if (told === undefined) return;
    const found = [counts(booked), counts(all)];
    const expected = typeof told === 'number' ? BigInt(told) : minorOf(told, digits);
    if (expected !== undefined && found.includes(expected)) return;
    const read = typeof told === 'number' ? `${found[1]}` : `${decimal(found[1] ?? 0n, currency)}`;
    const detail = `The bank's total ${name} is ${told}; the entries give ${read}.`;
    defects.push({ code: 'control_total_differs', at, detail });
  };
  compare('of entries', summary.entryCount, (of) => BigInt(of.creditCount + of.debitCount));
  compare('of credits', summary.creditCount, (of) => BigInt(of.creditCount));
  compare('of debits', summary.debitCount, (of) => BigInt(of.debitCount));
  if (!open.isOneCurrency) return defects;
  compare('amount', summary.entrySum, (of) => of.credits + of.debits);
  compare('amount of credits', summary.creditSum, (of) => of.credits);
  compare('amount of debits', summary.debitSum, (of) => of.debits);
  return defects;
}

/** A sum in minor units; undefined when it has digits that the currency has not. */
function minorOf(text: string, digits: number): bigint | undefined {
  const [whole = '0', fraction = ''] = text.split('.');
  if (/[^0]/.test(fraction.slice(digits))) return undefined;
  return BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
}

function decimal(minor: bigint, currency: CurrencyCode | undefined): string {
  return currency === undefined ? minor.toString() : toDecimal(money(minor, currency));
}
