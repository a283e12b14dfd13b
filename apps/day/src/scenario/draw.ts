/** Drawing from lists and ranges with the randomness that is passed in. */

import { assert, present, type Random } from '@kontor/kernel';

export function pick<Item>(items: readonly Item[], random: Random): Item {
  const at = Math.floor(random.fraction() * items.length);
  return present(items[at], 'something is picked from a list that is not empty');
}

/** A whole number; both ends are possible. */
export function wholeBetween(
  { from, to }: { readonly from: number; readonly to: number },
  random: Random,
): number {
  assert(from <= to, 'a range begins before it ends');
  return from + Math.floor(random.fraction() * (to - from + 1));
}

export function hasLuck(share: number, random: Random): boolean {
  return random.fraction() < share;
}

/** Fisher and Yates: every order is equally likely. */
export function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = wholeBetween({ from: 0, to: at }, random);
    const kept = present(mixed[at], 'inside the list');
    mixed[at] = present(mixed[other], 'inside the list');
    mixed[other] = kept;
  }
  return mixed;
}

/** By weight; the weights need not add up to anything. */
export function pickWeighted<Item>(
  choices: readonly (readonly [item: Item, weight: number])[],
  random: Random,
): Item {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.fraction() * total;
  for (const [item, weight] of choices) {
    left -= weight;
    if (left < 0) return item;
  }
  return present(choices.at(-1)?.[0], 'something is picked from a list that is not empty');
}
