/**
 * The check of ISO 7064 MOD 97-10: the first four characters go to the end, letters count from 10,
 * and the whole number leaves 1 when it is divided by 97.
 */

export function isIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && remainderOf(text) === 1;
}

/** ISO 11649. */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Za-z0-9]{1,21}$/.test(text) && remainderOf(text.toUpperCase()) === 1;
}

function remainderOf(text: string): number {
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}
