/**
 * Texts in SAP's fixed lengths. Lengths are counted in UTF-16 units, as ABAP does, and a character
 * that needs two of them is never cut in half. Identifiers keep their end: it is what differs.
 */

export function firstCharacters(text: string, unitsMax: number): string {
  let kept = '';
  for (const character of collapsed(text)) {
    if (kept.length + character.length > unitsMax) break;
    kept += character;
  }
  return kept.trimEnd();
}

export function lastCharacters(text: string, unitsMax: number): string {
  let kept = '';
  for (const character of Array.from(collapsed(text)).reverse()) {
    if (kept.length + character.length > unitsMax) break;
    kept = character + kept;
  }
  return kept.trimStart();
}

/** xsd:token: no spaces at the ends and none doubled. */
export function collapsed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
