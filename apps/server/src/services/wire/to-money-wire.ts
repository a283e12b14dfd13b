/** Amounts as the database holds them, in the form of the contracts: decimal text and currency. */

import { currency, money, toDecimal } from '@kontor/kernel';

export type MoneyWire = { amount: string; currency: string };

/** `minor` is a `numeric` column: whole minor units as text. */
export function toMoneyWire(minor: string | bigint, code: string): MoneyWire {
  return { amount: toDecimal(money(BigInt(minor), currency(code))), currency: code };
}

/** Undefined where there is no amount. */
export function toMoneyWireOrNone(
  minor: string | null,
  code: string | null,
): MoneyWire | undefined {
  return minor === null || code === null ? undefined : toMoneyWire(minor, code);
}

/** Without its sign: where a kind says which way the money goes. */
export function toUnsignedMoneyWire(minor: bigint, code: string): MoneyWire {
  return toMoneyWire(minor < 0n ? -minor : minor, code);
}
