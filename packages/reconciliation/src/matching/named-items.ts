/** Which open items a payment names, and how clearly. */

import { isTelling, keysInText, keysOfField, keysOfItem } from './reference-keys.ts';
import type { OpenAmount, Receipt } from './types.ts';

export type NamedItem = {
  readonly item: OpenAmount;
  /**
   * field: a field for references holds exactly it; text: free text contains it; hint: something
   * contains a part of it, or a number so short that it may mean anything.
   */
  readonly clarity: 'field' | 'text' | 'hint';
  /** The key that was found: two items with one key are not told apart by it. */
  readonly key: string;
};

export function namedItems(receipt: Receipt, items: readonly OpenAmount[]): readonly NamedItem[] {
  const inFields = new Set(receipt.references.flatMap(keysOfField));
  const inTexts = new Set(
    [...receipt.references, ...receipt.texts].flatMap((t) => [...keysInText(t)]),
  );
  return items.flatMap((item) => nameOf(item, inFields, inTexts) ?? []);
}

function nameOf(
  item: OpenAmount,
  inFields: ReadonlySet<string>,
  inTexts: ReadonlySet<string>,
): NamedItem | undefined {
  const { full, digits } = keysOfItem(item);
  const field = full.find((key) => inFields.has(key));
  if (field !== undefined && isTelling(field)) return { item, clarity: 'field', key: field };
  const text = full.find((key) => inTexts.has(key));
  if (text !== undefined && isTelling(text)) return { item, clarity: 'text', key: text };
  const hint = field ?? text ?? digits.find((key) => inTexts.has(key) || inFields.has(key));
  return hint === undefined ? undefined : { item, clarity: 'hint', key: hint };
}
