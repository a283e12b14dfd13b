/**
 * Text in SWIFT's character set X: letters without marks, digits and `/-?:().,'+` and the space.
 */

/**
 * Letters lose their marks (é becomes e), German ones are spelt out (ü becomes ue), everything else
 * becomes a full stop. A question mark does, too: it begins a sub-field.
 */
export function toSwiftText(text: string): string {
  return text
    .replace(/[äöüÄÖÜßæÆøØåÅ]/g, (letter) => SPELT_OUT[letter] ?? letter)
    .replaceAll('&', '+')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9/\-:().,'+ ]/gu, '.');
}

const SPELT_OUT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  ø: 'o',
  Ø: 'O',
  å: 'aa',
  Å: 'Aa',
};
