/**
 * The creditor reference of ISO 11649, checked by ISO 7064 MOD 97-10: the first four characters go
 * to the end, letters count from 10, and the whole number leaves 1 when it is divided by 97.
 */
export function isCreditorReference(text: string): boolean {
  if (!/^RF\d{2}[A-Za-z0-9]{1,21}$/.test(text)) return false;
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
