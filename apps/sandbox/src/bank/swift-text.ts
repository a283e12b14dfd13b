/**
 * Text in SWIFT's character set X: letters without marks, digits and `/-?:().,'+` and the space.
 */

import { spellOutLatin } from '@kontor/canon';

/** Everything else becomes a full stop. A question mark does, too: it begins a sub-field. */
export function toSwiftText(text: string): string {
  return spellOutLatin(text.replaceAll('&', '+')).replace(/[^A-Za-z0-9/\-:().,'+ ]/gu, '.');
}
