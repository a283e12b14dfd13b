/**
 * Recognises bank accounts in running text (ISO 13616), so that they can be masked. Nothing else.
 */

/** The length of the account number that the text begins with, or undefined when it is none. */
export function ibanLengthAt(compact: string): number | undefined {
  const length = LENGTHS.get(compact.slice(0, 2));
  if (length === undefined || compact.length < length) return undefined;
  const rearranged = compact.slice(4, length) + compact.slice(0, 4);
  let remainder = 0;
  for (const character of rearranged) {
    const value = parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1 ? length : undefined;
}

/** The IBAN registry of ISO 13616, by length. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    [
      [15, 'NO'],
      [16, 'BE'],
      [18, 'DK FI FK FO GL NL SD'],
      [19, 'MK SI'],
      [20, 'AT BA EE KZ LT LU MN XK'],
      [21, 'CH CR HR LI LV'],
      [22, 'BG BH DE GB GE IE ME RS VA'],
      [23, 'AE GI IL IQ OM SO TL'],
      [24, 'AD CZ ES MD PK RO SA SE SK TN VG'],
      [25, 'LY PT ST'],
      [26, 'IS TR'],
      [27, 'BI DJ FR GR IT MC MR SM'],
      [28, 'AL AZ BY CY DO GT HN HU LB NI PL SV'],
      [29, 'BR EG PS QA UA'],
      [30, 'JO KW MU YE'],
      [31, 'MT SC'],
      [32, 'LC'],
      [33, 'RU'],
    ] as const
  ).flatMap(([length, countries]) =>
    countries.split(' ').map((country) => [country, length] as const),
  ),
);
