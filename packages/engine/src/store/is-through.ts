/**
 * Whether our code came to its end on a head: then the deaths of those who held it before are
 * forgotten. A look-up alone says nothing: what ends the process may come when it is sent.
 */

import type { Settlement } from './engine-store.ts';

export function isThrough({ result, attempts }: Settlement): boolean {
  if (result.kind === 'finished' || result.kind === 'parked') return true;
  return attempts.some(({ kind }) => kind === 'submit');
}
