/**
 * Text in the characters that every bank of SEPA takes and passes on unchanged (EPC217-08): letters
 * without marks, digits, `/-?:().,'+` and the space.
 *
 * Latin letters are spelt out (ü becomes ue, é becomes e) and signs become the nearest of theirs.
 * A letter or digit of another script is not guessed at: whoever is paid is found by name, and a
 * name that we spelt ourselves may be somebody else's.
 */

import { spellOutLatin } from './spell-out-latin.ts';

/** Undefined when it cannot be said in those characters, or when nothing but signs is left. */
export function toSepaText(text: string): string | undefined {
  const spelt = spellOutLatin(text)
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/gu, (sign) => SIGNS[sign] ?? toSign(sign))
    .trim();
  return /\p{Letter}|\p{Number}/u.test(spelt) && !FOREIGN.test(spelt) ? spelt : undefined;
}

/** What is no Latin letter stays, so that it is noticed. */
function toSign(character: string): string {
  if (/[\p{Letter}\p{Number}]/u.test(character)) return character;
  return /\s/u.test(character) ? ' ' : '.';
}

const FOREIGN = /[^A-Za-z0-9/\-?:().,'+ ]/u;

const SIGNS: Readonly<Record<string, string>> = {
  '&': '+',
  '"': "'",
  '’': "'",
  '‘': "'",
  '`': "'",
  '“': "'",
  '”': "'",
  '„': "'",
  '«': "'",
  '»': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  _: '-',
  '\u2044': '/', // what compatibility makes of ½
  '|': '/',
  '\\': '/',
  ';': ',',
  '[': '(',
  '{': '(',
  '<': '(',
  ']': ')',
  '}': ')',
  '>': ')',
};
