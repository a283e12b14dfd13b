/** Which customers may have paid, and how surely: by the account it came from, or by name. */

import { foldName, nameSimilarity } from './name-similarity.ts';
import type { OpenAmount, Receipt } from './types.ts';

export type Party = {
  readonly customer: string;
  readonly by: 'account' | 'name' | 'similar-name';
  /** For the sentence: `from an account of …`, `named …`. */
  readonly words: string;
};

/** The surest evidence for each customer; deterministic in the order of the customers. */
export function partiesOf(receipt: Receipt, items: readonly OpenAmount[]): readonly Party[] {
  const customers = Map.groupBy(items, ({ customer }) => customer);
  return [...customers]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([customer, owed]) => partyOf(receipt, customer, owed) ?? []);
}

function partyOf(
  receipt: Receipt,
  customer: string,
  owed: readonly OpenAmount[],
): Party | undefined {
  const names = [...new Set(owed.flatMap(({ customerNames }) => customerNames))].sort();
  const accounts = owed.flatMap(({ customerAccounts }) => customerAccounts.map(compact));
  if (receipt.payerAccount && accounts.includes(compact(receipt.payerAccount))) {
    return { customer, by: 'account', words: `comes from an account of ${names[0] ?? customer}` };
  }
  let best: { name: string; similarity: number } | undefined;
  for (const name of names) {
    for (const payer of receipt.payerNames) {
      const isSame = foldName(name) === foldName(payer) && foldName(name) !== '';
      const similarity = isSame ? 1 : nameSimilarity(name, payer);
      if (!best || similarity > best.similarity) best = { name, similarity };
    }
  }
  if (!best || best.similarity < SIMILARITY_MIN) return undefined;
  const { name, similarity } = best;
  return similarity === 1
    ? { customer, by: 'name', words: `comes from ${name}` }
    : { customer, by: 'similar-name', words: `comes from a name like ${name}` };
}

function compact(account: string): string {
  return account.replaceAll(/\s/g, '').toUpperCase();
}

/** One letter in seven may differ: `Mueller` is `Müller`, `Meier` is not `Maurer`. */
export const SIMILARITY_MIN = 0.85;
