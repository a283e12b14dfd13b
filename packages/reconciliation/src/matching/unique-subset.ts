/**
 * The only set of two or more items that comes to an amount; undefined when there is none or
 * several.
 */

import { assert } from '@kontor/kernel';
import type { OpenAmount } from './types.ts';

export function uniqueSubset(
  amount: bigint,
  items: readonly OpenAmount[],
): readonly OpenAmount[] | undefined {
  assert(items.length <= 20, 'sets of so many items are not counted');
  let found: readonly OpenAmount[] | undefined;
  for (let set = 1; set < 1 << items.length; set++) {
    let sum = 0n;
    let size = 0;
    for (let at = 0; at < items.length; at++) {
      if (((set >> at) & 1) === 0) continue;
      sum += items[at]?.open ?? 0n;
      size += 1;
    }
    if (sum !== amount || size < 2) continue;
    if (found) return undefined;
    found = items.filter((_, at) => ((set >> at) & 1) === 1);
  }
  return found;
}
