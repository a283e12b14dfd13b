/** Where a transaction stands. A fold over its messages; see evolve.ts. */

import type { Confirmed } from '@kontor/connector-sdk';
import type { Ending, ParkReason } from './messages.ts';

export type TransactionStatus =
  /** Nobody needs to do anything. */
  | 'working'
  /** A person must approve or supply something. */
  | 'waiting'
  /** A delivery stopped; a person must look. */
  | 'parked'
  | 'done'
  /** It has no effect anywhere. */
  | 'refused'
  /** It was done, and taken back. */
  | 'taken_back';

export type TransactionState = {
  readonly status: TransactionStatus;
  /** Place of the current step in the definition; −1 before the first. */
  readonly at: number;
  /** `back` while effects are being undone. */
  readonly direction: 'forward' | 'back';
  readonly enriched: Readonly<Record<string, unknown>>;
  readonly confirmed: Readonly<Record<string, Confirmed>>;
  /** Why it goes back or went back; decides between `refused` and `taken_back`. */
  readonly ending?: Ending;
  /** Why it was parked last. */
  readonly parkedFor?: ParkReason;
  /** After a correction: what is published before this place was told already. */
  readonly toldBefore?: number;
  /** Of the input; absent while it is the one that was accepted. */
  readonly inputVersion?: number;
};

export const initialState: TransactionState = {
  status: 'working',
  at: -1,
  direction: 'forward',
  enriched: {},
  confirmed: {},
};

export const TRANSACTION_STATUSES = [
  'working',
  'waiting',
  'parked',
  'done',
  'refused',
  'taken_back',
] as const satisfies readonly TransactionStatus[];
