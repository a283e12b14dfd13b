/** Counts what did not happen twice; when even that fails, the caller is answered all the same. */

import type { Queryable } from '@kontor/postgres';
import { countPrevented, type Prevented } from '@kontor/reconciliation';

export type OnRepeat = (...prevented: readonly Prevented[]) => Promise<void>;

export function preventedIn(db: Queryable, onTrouble: (error: unknown) => void): OnRepeat {
  return (...prevented) => countPrevented(db, ...prevented).catch(onTrouble);
}
