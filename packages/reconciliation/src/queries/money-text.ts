import { currency, money, toDecimal } from '@kontor/kernel';

/** Minor units as the database gives them, on the wire. */
export function moneyWire(minor: string | bigint, code: string) {
  return { amount: toDecimal(money(BigInt(minor), currency(code))), currency: code };
}
