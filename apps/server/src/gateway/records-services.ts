/**
 * What keeping records needs: legal holds, terms, and deletion. The rules of `services.ts` hold
 * here too.
 */

import type {
  ConsoleRetention,
  LegalHold,
  listLegalHolds,
  listRecordDeletions,
  NewLegalHold,
  NewRecordDeletion,
  Page,
  PageRequest,
  RecordDeletion,
  RecordMonth,
} from '@kontor/contracts';
import type {
  Absent,
  Call,
  Done,
  EntityForbidden,
  FiltersOf,
  Found,
  IdempotentCall,
  Impossible,
  KeyConflict,
  Stale,
  Unacceptable,
} from './services.ts';

/** A hold of no legal entity covers all: everybody sees it, and who acts for all decides on it. */
export type Records = {
  placeHold(call: IdempotentCall, hold: NewLegalHold): Promise<PlaceHoldOutcome>;
  listHolds(
    call: Call,
    filters: FiltersOf<typeof listLegalHolds>,
    page: PageRequest,
  ): Promise<Page<LegalHold>>;
  findHold(call: Call, id: string): Promise<Found<LegalHold> | Absent>;
  askRelease(call: Call, release: HoldRelease): Promise<HoldReleaseOutcome>;
  decideRelease(
    call: Call,
    decision: HoldRelease & { readonly decision: 'approve' | 'decline' },
  ): Promise<HoldReleaseOutcome | { readonly kind: 'own_work' }>;
  /** Of the caller's legal entities; `month` is one that exists, `YYYY-MM`. */
  readMonth(call: Call, month: string): Promise<RecordMonth>;
  /** Of what is due now; nothing goes until a second person agrees. */
  askDeletion(call: IdempotentCall, deletion: NewRecordDeletion): Promise<AskDeletionOutcome>;
  listDeletions(
    call: Call,
    filters: FiltersOf<typeof listRecordDeletions>,
    page: PageRequest,
  ): Promise<Page<RecordDeletion>>;
  findDeletion(call: Call, id: string): Promise<Found<RecordDeletion> | Absent>;
  decideDeletion(call: Call, decision: DeletionDecision): Promise<DeletionDecisionOutcome>;
};

export type AskDeletionOutcome = Done<RecordDeletion> | KeyConflict | EntityForbidden | Impossible;

export type DeletionDecision = {
  readonly id: string;
  readonly decision: 'approve' | 'decline';
  readonly reason: string;
  readonly version: number;
};

export type DeletionDecisionOutcome =
  Found<RecordDeletion> | Absent | Stale | Impossible | { readonly kind: 'own_work' };

export type ConsoleRetentionPlace = {
  read(call: Call): Promise<ConsoleRetention>;
};

export type PlaceHoldOutcome = Done<LegalHold> | KeyConflict | Unacceptable | HoldForbidden;

export type HoldRelease = {
  readonly id: string;
  readonly reason: string;
  readonly version: number;
};

export type HoldReleaseOutcome = Found<LegalHold> | Absent | Stale | Impossible | HoldForbidden;

/** Of a hold that covers every legal entity: one of those that the actor may not act for. */
export type HoldForbidden = EntityForbidden;
