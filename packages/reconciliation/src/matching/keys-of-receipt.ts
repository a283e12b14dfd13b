/** Every key that a receipt might mention: what open items are looked up by. */

import { keysInText, keysOfField } from './reference-keys.ts';
import type { Receipt } from './types.ts';

export function keysOfReceipt({ references, texts }: Receipt): ReadonlySet<string> {
  return new Set([
    ...references.flatMap((field) => [...keysOfField(field), ...keysInText(field)]),
    ...texts.flatMap((text) => [...keysInText(text)]),
  ]);
}
