/**
 * Words that things are found by. What is kept and what is looked for are cut by the same function,
 * so they agree in any language: without accents, in small letters, at everything that is neither
 * letter nor digit.
 */

/** What a person typed. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * What a thing is found by: its words, and its numbers freed of the letters and zeros before them,
 * so that `1004` finds INV-0001004.
 */
export function searchWords(...texts: readonly (string | undefined)[]): readonly string[] {
  const words = texts.flatMap((text) => (text === undefined ? [] : wordsOf(text)));
  return [...new Set(words.flatMap((word) => [word, ...partsOf(word)]))];
}

function partsOf(word: string): readonly string[] {
  const parts = word.match(/\p{N}+|\p{L}+/gu) ?? [];
  return parts.map((part) => part.replace(/^0+(?=.)/, ''));
}

/** For `to_tsquery`: all words must be there, the beginning of each is enough. */
export function prefixQuery(words: readonly string[]): string {
  return words.map((word) => `'${word}':*`).join(' & ');
}
