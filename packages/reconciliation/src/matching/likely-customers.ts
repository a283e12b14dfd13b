/** Customers of a directory that a receipt may come from: a first sieve, before items are read. */

import type { Directory } from './read-directory.ts';
import { foldName, similarityOfFolded } from './name-similarity.ts';
import { SIMILARITY_MIN } from './party-of.ts';
import type { Receipt } from './types.ts';

export function likelyCustomers(
  { payerNames, payerAccount }: Receipt,
  { byAccount, byName }: Directory,
): readonly string[] {
  const account = payerAccount?.replaceAll(/\s/g, '').toUpperCase() ?? '';
  const payers = payerNames.map(foldName).filter((name) => name !== '');
  const owners = byAccount.get(account) ?? [];
  const named = payers.flatMap((payer) => byName.get(payer) ?? []);
  // Names that are only similar matter where nobody is known better.
  const similar = owners.length + named.length > 0 ? [] : similarTo(payers, byName);
  return [...new Set([...owners, ...named, ...similar])].slice(0, CUSTOMERS_MAX);
}

function similarTo(payers: readonly string[], byName: Directory['byName']): readonly string[] {
  return [...byName]
    .filter(([name]) => payers.some((payer) => similarityOfFolded(name, payer) >= SIMILARITY_MIN))
    .flatMap(([, customers]) => customers);
}

/** More customers of one name are a mess that no rule may settle by itself. */
const CUSTOMERS_MAX = 8;
