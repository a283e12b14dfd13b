/** What correcting a document needs. The rules of `services.ts` hold here too. */

import type { Correction, CorrectionPreview, DocumentVersion } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type {
  Absent,
  Call,
  Done,
  Found,
  IdempotentCall,
  Impossible,
  KeyConflict,
  Stale,
  Unacceptable,
} from './services.ts';

export type Corrections = {
  /** Everything is checked as if the document came in anew; see the contract for what stays. */
  correct(
    call: IdempotentCall,
    correction: {
      readonly id: TransactionId;
      readonly document: unknown;
      readonly reason: string;
      readonly version: number;
    },
  ): Promise<Done<Correction> | KeyConflict | Absent | Stale | Impossible | Unacceptable>;
  preview(
    call: Call,
    correction: { readonly id: TransactionId; readonly document: unknown },
  ): Promise<Found<CorrectionPreview> | Absent>;
  listVersions(call: Call, id: TransactionId): Promise<Found<readonly DocumentVersion[]> | Absent>;
};
