/**
 * How numbers are recognised although payers write them their own way: `RE-2026-0042` is meant by
 * `re 2026 0042`, `RE20260042`, `RE-2026-42` and `Re.Nr. RE/2026/0042.`. A reference is folded to a
 * key: upper case, letters and digits only, leading zeros gone. The open item keeps the keys it
 * answers to; a text of a payment yields the keys it might contain; equality decides.
 */

export type ItemKeys = {
  /** What the item is called in full. */
  readonly full: readonly string[];
  /** The digits alone: others may have the same, so this is told from a full name. */
  readonly digits: readonly string[];
};

/** The keys that an open item answers to. */
export function keysOfItem(item: {
  readonly number: string;
  readonly paymentReference?: string | undefined;
}): ItemKeys {
  const names = [item.number, ...(item.paymentReference ? [item.paymentReference] : [])];
  const full = names.flatMap((name) => [keyOf(name), groupedKeyOf(name), ...creditorKeysOf(name)]);
  const digits = names.map((name) => name.replaceAll(/\D/g, '')).filter(isTellingDigits);
  const unique = new Set(full.filter((key) => key.length > 0));
  return {
    full: [...unique],
    digits: [...new Set(digits.map(withoutZeros))].filter((key) => !unique.has(key)),
  };
}

/** The keys that a text might contain, as runs of neighbouring words and numbers. */
export function keysInText(text: string): ReadonlySet<string> {
  const atoms = fold(text).match(ATOM)?.slice(0, ATOMS_MAX) ?? [];
  const keys = new Set<string>();
  atoms.forEach((_, start) => {
    let joined = '';
    let grouped = '';
    for (const atom of atoms.slice(start, start + ATOMS_PER_KEY_MAX)) {
      joined += atom;
      grouped += /^\d/.test(atom) ? withoutZeros(atom) : atom;
      if (joined.length > KEY_CHARACTERS_MAX) break;
      if (!/\d/.test(joined)) continue;
      keys.add(withoutZeros(joined)).add(grouped);
    }
  });
  for (const key of [...keys]) for (const body of creditorKeysOf(key)) keys.add(body);
  return keys;
}

/** The one key of a field that holds nothing but a reference. */
export function keysOfField(field: string): readonly string[] {
  return [keyOf(field), groupedKeyOf(field), ...creditorKeysOf(field)];
}

/**
 * A creditor reference (ISO 11649): `RF`, two check digits, up to 21 characters; with the four
 * first characters moved to the end and letters counted from 10, it is 1 modulo 97.
 */
export function isCreditorReference(text: string): boolean {
  const compact = fold(text).replaceAll(/[^A-Z0-9]/g, '');
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(compact)) return false;
  const turned = compact.slice(4) + compact.slice(0, 4);
  const digits = turned.replaceAll(/[A-Z]/g, (letter) => `${letter.charCodeAt(0) - 55}`);
  return BigInt(digits) % 97n === 1n;
}

/** A sign of what a key is worth: short ones turn up by chance, as years and post codes do. */
export function isTelling(key: string): boolean {
  const digitCount = key.replaceAll(/\D/g, '').length;
  return /[A-Z]/.test(key) ? digitCount >= 3 : digitCount >= 6;
}

/** What the reference is inside its check digits: some payers leave them out. */
function creditorKeysOf(text: string): readonly string[] {
  if (!isCreditorReference(text)) return [];
  return [
    withoutZeros(
      fold(text)
        .replaceAll(/[^A-Z0-9]/g, '')
        .slice(4),
    ),
  ];
}

function keyOf(text: string): string {
  return withoutZeros(fold(text).replaceAll(/[^A-Z0-9]/g, ''));
}

function groupedKeyOf(text: string): string {
  const atoms = fold(text).match(ATOM) ?? [];
  return atoms.map((atom) => (/^\d/.test(atom) ? withoutZeros(atom) : atom)).join('');
}

/** `RE00042` and `RE42` are one number; the zeros inside `RE20260042` are not. */
function withoutZeros(key: string): string {
  return key.replace(/^([A-Z]*)0+(?=\d)/, '$1');
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
}

function isTellingDigits(digits: string): boolean {
  return digits.length >= 6;
}

const ATOM = /[A-Z]+|\d+/g;
/** `RF18 5390 0754 7034` has five; with a prefix and a suffix of the payer, eight. */
const ATOMS_PER_KEY_MAX = 8;
/** Two thousand characters of remittance text hold some three hundred words. */
const ATOMS_MAX = 400;
/** The longest reference that ISO 20022 knows. */
const KEY_CHARACTERS_MAX = 140;
