/** References for tests: well-formed, different, and the same in every run. */

import type { EffectReference } from '@kontor/canon';

export function someReference(): EffectReference {
  given += 1;
  return given.toString(10).padStart(REFERENCE_CHARACTERS, '0');
}

let given = 0;
const REFERENCE_CHARACTERS = 20;
