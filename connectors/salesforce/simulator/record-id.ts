/**
 * Record ids as Salesforce makes them: 15 characters that tell upper from lower case, and three
 * more that say which are upper, so that the 18 survive systems that do not care about case.
 */

/** `keyPrefix` is three characters that name the object: `001` for Account. */
export function recordId(keyPrefix: string, number: number): string {
  const caseSensitive = `${keyPrefix}Ki00000${toBase62(number).padStart(5, '0')}`;
  return caseSensitive + caseSuffix(caseSensitive);
}

/** One character for each group of five: the bits of its upper-case letters, lowest first. */
function caseSuffix(caseSensitive: string): string {
  return [0, 5, 10]
    .map((start) => {
      const group = Array.from(caseSensitive.slice(start, start + 5));
      const bits = group.reduce((sum, char, at) => (/[A-Z]/.test(char) ? sum + 2 ** at : sum), 0);
      return SUFFIX_ALPHABET[bits];
    })
    .join('');
}

function toBase62(number: number): string {
  let rest = number;
  let text = '';
  do {
    text = BASE_62[rest % 62] + text;
    rest = Math.floor(rest / 62);
  } while (rest > 0);
  return text;
}

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
