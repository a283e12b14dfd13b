/** What cancelling needs. The rules of `services.ts` hold here too. */

import type { Cancellation } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { Absent, Done, IdempotentCall, Impossible, KeyConflict } from './services.ts';

export type Cancellations = {
  /** Also `accepted` when it was cancelled before: whoever cancels twice is answered the same. */
  cancel(
    call: IdempotentCall,
    request: { readonly id: TransactionId; readonly reason?: string },
  ): Promise<
    | Done<Cancellation>
    | KeyConflict
    | Absent
    | Impossible
    /** A person must say why. */
    | { readonly kind: 'reason_missing' }
    | { readonly kind: 'being_sent'; readonly detail: string; readonly retryAfterSeconds: number }
    | { readonly kind: 'already_sent'; readonly detail: string }
  >;
};
