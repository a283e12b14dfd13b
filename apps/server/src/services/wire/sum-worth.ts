import { toMoneyWire, type MoneyWire } from './to-money-wire.ts';

type WorthOf = {
  readonly legal_entity: string;
  readonly currency: string | null;
  readonly minor: string;
};

/** Per currency, of these legal entities alone; never across currencies. */
export function sumWorth(
  rows: readonly WorthOf[],
  legalEntities: readonly string[] | ReadonlySet<string>,
): MoneyWire[] {
  const permitted = new Set(legalEntities);
  const sums = new Map<string, bigint>();
  for (const { legal_entity: legalEntity, currency, minor } of rows) {
    if (currency === null || !permitted.has(legalEntity)) continue;
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor));
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => toMoneyWire(minor, currency));
}
