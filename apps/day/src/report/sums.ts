/** Sums in minor units by legal entity and currency, which is how books are compared. */

import { currency, money, toDecimal } from '@kontor/kernel';

export type Sums = ReadonlyMap<string, bigint>;

type Item = { readonly legalEntity: string; readonly currency: string };

export function sumsOf<Of extends Item>(
  items: readonly Of[],
  amountOf: (item: Of) => bigint,
): Sums {
  const sums = new Map<string, bigint>();
  for (const item of items) {
    const key = `${item.legalEntity} ${item.currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + amountOf(item));
  }
  return sums;
}

export function plus(...all: readonly Sums[]): Sums {
  const total = new Map<string, bigint>();
  for (const sums of all) {
    for (const [key, minor] of sums) total.set(key, (total.get(key) ?? 0n) + minor);
  }
  return total;
}

/** A sentence for each entity and currency where the two differ. */
export function differences(
  left: { readonly name: string; readonly sums: Sums },
  right: { readonly name: string; readonly sums: Sums },
): readonly string[] {
  const keys = new Set([...left.sums.keys(), ...right.sums.keys()]);
  return [...keys].toSorted().flatMap((key) => {
    const [ours, theirs] = [left.sums.get(key) ?? 0n, right.sums.get(key) ?? 0n];
    if (ours === theirs) return [];
    const texts = [ours, theirs, ours - theirs].map((minor) => decimalOf(key, minor));
    return [`${key}: ${left.name} ${texts[0]}, ${right.name} ${texts[1]}, off by ${texts[2]}`];
  });
}

/** `DE01 EUR 1234.50, GB01 GBP 5.00` */
export function sumsText(sums: Sums): string {
  return [...sums].map(([key, minor]) => `${key} ${decimalOf(key, minor)}`).join(', ');
}

function decimalOf(key: string, minor: bigint): string {
  return toDecimal(money(minor, currency(key.slice(-3))));
}
