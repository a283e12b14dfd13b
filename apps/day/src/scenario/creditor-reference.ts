/** A structured creditor reference (ISO 11649): `RF`, two check digits, and up to 21 characters. */

export function creditorReference(text: string): string {
  const base = text.replaceAll(/[^A-Z0-9]/g, '').slice(-REFERENCE_CHARACTERS_MAX);
  const rest =
    BigInt(`${base}RF00`.replaceAll(/[A-Z]/g, (letter) => String(parseInt(letter, 36)))) % 97n;
  return `RF${String(98n - rest).padStart(2, '0')}${base}`;
}

const REFERENCE_CHARACTERS_MAX = 21;
