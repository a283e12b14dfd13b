/**
 * Random statements for the laws of both formats: only what both can carry, and nothing that is
 * odd.
 */

import type { StatementPart } from '@kontor/canon';
import { currency, minorDigits, money, plusDays, present, toDecimal } from '@kontor/kernel';
import { parseBankingDay } from '@kontor/kernel';
import fc from 'fast-check';

export type RandomEntry = {
  readonly minor: bigint;
  readonly isCredit: boolean;
  readonly isReversal: boolean;
  readonly day: string;
  readonly valueDay: string;
  readonly endToEndId: string;
  readonly remittance: string;
};

export type RandomStatement = {
  readonly id: string;
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly entries: readonly RandomEntry[];
};

const FIRST_DAY = present(parseBankingDay('2025-12-20'), 'a day of the calendar');

const entry: fc.Arbitrary<RandomEntry> = fc.record({
  minor: fc.bigInt({ min: 0n, max: 10n ** 13n }),
  isCredit: fc.boolean(),
  isReversal: fc.boolean(),
  day: fc.nat(30).map((days) => plusDays(FIRST_DAY, days)),
  valueDay: fc.nat(30).map((days) => plusDays(FIRST_DAY, days)),
  endToEndId: fc.stringMatching(/^E[A-Z0-9]{1,25}$/),
  remittance: fc.stringMatching(/^[a-z][A-Za-zäöüß€<&>"' .-]{0,25}[a-zäß]$/),
});

export const statementArbitrary: fc.Arbitrary<RandomStatement> = fc.record({
  id: fc.stringMatching(/^S[A-Z0-9]{1,15}$/),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CHF'),
  openingMinor: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  entries: fc.array(entry, { maxLength: 6 }),
});

export function decimalOf(minor: bigint, { currency: code }: RandomStatement): string {
  return toDecimal(money(minor < 0n ? -minor : minor, currency(code)));
}

export function closingOf({ openingMinor, entries }: RandomStatement): bigint {
  return entries.reduce(
    (sum, { minor, isCredit }) => sum + (isCredit ? minor : -minor),
    openingMinor,
  );
}

/** What a reader has to make of it, in the words of the canon. */
export function expectedEntries(statement: RandomStatement) {
  return statement.entries.map((random, index) => ({
    position: index + 1,
    amount: decimalOf(random.minor, statement),
    currency: statement.currency,
    direction: random.isCredit ? 'credit' : 'debit',
    reversal: random.isReversal,
    bookingDay: random.day,
    valueDay: random.valueDay,
    endToEndId: random.endToEndId,
    remittance: random.remittance,
  }));
}

export function toldEntries(parts: readonly StatementPart[]) {
  return parts.flatMap((part) => {
    if (part.kind !== 'entry') return [];
    const { position, amount, direction, reversal, bookingDay, valueDay, details } = part.entry;
    const [detail] = details;
    return {
      position,
      amount,
      currency: part.entry.currency,
      direction,
      reversal,
      bookingDay,
      valueDay,
      endToEndId: detail?.endToEndId,
      remittance: detail?.remittance?.join(''),
    };
  });
}

export function hasDecimals({ currency: code }: RandomStatement): boolean {
  return minorDigits(currency(code)) > 0;
}

export async function collect(parts: AsyncIterable<StatementPart>): Promise<StatementPart[]> {
  const all: StatementPart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

/** Bytes cut at the given places, or into pieces of one size. */
export async function* inPieces(
  bytes: Uint8Array | string,
  cuts: readonly number[] | number = 10_000,
): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(bytes as string);
  const places =
    typeof cuts === 'number'
      ? Array.from({ length: Math.ceil(whole.length / cuts) }, (_, index) => index * cuts)
      : [0, ...cuts.map((cut) => Math.min(cut, whole.length)).toSorted((a, b) => a - b)];
  for (const [index, place] of places.entries()) yield whole.subarray(place, places[index + 1]);
}
