/**
 * What became of an effect on another system. There is no further answer, and no exception.
 *
 * The rule behind the five: classify by bytes sent. Nothing written is `retryable`; anything
 * written without a complete reply that the vendor documents is `unknown`, for every method and
 * every unfamiliar status. Only what the vendor documents as final is final.
 */

export type DeliveryOutcome = Confirmed | Rejected | Retryable | Unknown;

/** The system holds the effect, under its own number. */
export type Confirmed = {
  readonly kind: 'confirmed';
  /** The system's number for what it made: a document number, a record id. */
  readonly externalReference: string;
  /** Further facts that later steps need, by canonical name: `{ "fiscalYear": "2026" }`. */
  readonly facts?: Readonly<Record<string, string>>;
};

/** The system understood and refused. It is never sent again as it is: a person must decide. */
export type Rejected = {
  readonly kind: 'rejected';
  readonly reason: RejectionReason;
  /** The vendor's own code: `F5/263`, `FIELD_INTEGRITY_EXCEPTION`. */
  readonly vendorCode: string;
  readonly vendorText: string;
  /** Where in our payload, when the vendor says so. */
  readonly at?: string;
};

export type RejectionReason =
  | 'period_closed'
  | 'account_blocked'
  | 'unknown_master_data'
  | 'not_balanced'
  | 'duplicate'
  | 'business_rule';

/**
 * It certainly did not happen: nothing left the socket, or the system says that it took nothing.
 */
export type Retryable = {
  readonly kind: 'retryable';
  readonly cause: RetryableCause;
  readonly detail: string;
  /** What the system asked for with Retry-After. */
  readonly retryAfterMs?: number;
};

export type RetryableCause =
  'unreachable' | 'throttled' | 'unavailable' | 'locked' | 'sign_in_refused';

/** It may have happened. Before anything is sent again, the system is asked. */
export type Unknown = { readonly kind: 'unknown'; readonly detail: string };

/** `absent` only when the system's index is certain to be past the time of sending. */
export type LookUpOutcome =
  Confirmed | { readonly kind: 'absent' } | { readonly kind: 'unknown'; readonly detail: string };

/**
 * What a system says of an effect that it may have under a reference that is lost. `differs`: it
 * has something of ours by that name, and not this: a person must look.
 */
export type RecogniseOutcome =
  LookUpOutcome | { readonly kind: 'differs'; readonly detail: string };
