/**
 * The stream of one transaction. What arrives are inputs; what was decided are commands (somebody
 * must do something) and facts (it is so). Stored in order, it is the history that auditors read:
 * the state is a fold over it and holds nothing else.
 */

import type { Confirmed, Rejected } from '@kontor/connector-sdk';
import type { FieldChange } from '@kontor/kernel';

export type Input =
  | { readonly type: 'Accepted' }
  | { readonly type: 'Enriched'; readonly step: string; readonly values: unknown }
  | {
      readonly type: 'Approved';
      readonly step: string;
      readonly by: string;
      readonly reason: string;
    }
  | {
      readonly type: 'Declined';
      readonly step: string;
      readonly by: string;
      readonly reason: string;
    }
  | {
      readonly type: 'Supplied';
      readonly step: string;
      readonly by: string;
      readonly reason: string;
      readonly values: unknown;
    }
  | { readonly type: 'Delivered'; readonly step: string; readonly outcome: Confirmed | Rejected }
  | {
      readonly type: 'Parked';
      readonly step: string;
      readonly reason: ParkReason;
      readonly detail: string;
    }
  | {
      readonly type: 'Resumed';
      readonly step: string;
      readonly by: string;
      readonly reason: string;
    }
  | { readonly type: 'Undelivered'; readonly step: string; readonly outcome: Confirmed | Rejected }
  | { readonly type: 'Abandoned'; readonly by: string; readonly reason: string }
  /** A refusal is tried again with the same identity, after somebody mended its cause. */
  | { readonly type: 'Reopened'; readonly by: string; readonly reason: string }
  | { readonly type: 'UndoAsked'; readonly by: string; readonly reason: string }
  /**
   * The document was corrected after a definite refusal. It goes on with the new input, and every
   * step before the refused one is taken again: what was added and approved was for the old one.
   */
  | {
      readonly type: 'Corrected';
      readonly by: string;
      readonly reason: string;
      /** Of the input: 2 with the first correction. */
      readonly version: number;
      readonly input: unknown;
      /** Against the version before. */
      readonly changes: readonly FieldChange[];
    }
  /** Whoever handed it over, or a person, wants it no longer: nothing of it was sent anywhere. */
  | { readonly type: 'Cancelled'; readonly by: string; readonly reason: string };

/** Why a delivery stopped and a person is asked. */
export type ParkReason =
  /** It may have happened, and nobody can say. */
  | 'outcome_unknown'
  /** Every attempt in the retry policy failed. */
  | 'attempts_exhausted'
  /** Our own code could not handle it: a poison message. */
  | 'could_not_be_handled';

export type Command =
  | { readonly type: 'Enrich'; readonly step: string }
  | { readonly type: 'AskApproval'; readonly step: string; readonly by: string }
  | { readonly type: 'Await'; readonly step: string; readonly code: string; readonly text: string }
  | { readonly type: 'Deliver'; readonly step: string }
  | { readonly type: 'Undeliver'; readonly step: string }
  | { readonly type: 'Publish'; readonly step: string };

export type Fact =
  /** A person should look; the transaction goes on or has ended. */
  | {
      readonly type: 'AttentionNeeded';
      readonly step: string;
      readonly code: string;
      readonly text: string;
    }
  | { readonly type: 'Completed' }
  /** From here on, what was done is undone, the last effect first. */
  | {
      readonly type: 'TurnedBack';
      readonly ending: Ending;
    }
  /** It ends without its effect: refused, declined or abandoned. All that was done is undone. */
  | { readonly type: 'Refused' }
  /** It had completed and was taken back. */
  | { readonly type: 'TakenBack' };

/**
 * Why a transaction ends without its effect, and whether it had been completed before. What was
 * cancelled is `refused` with the code `cancelled`: to every reader it has no effect anywhere.
 */
export type Ending = {
  readonly kind: 'refused' | 'taken_back';
  readonly step: string;
  readonly code: string;
  readonly text: string;
  /** Who cancelled it. */
  readonly by?: string;
};

/** The code of the ending, by which readers tell what was cancelled from what was refused. */
export const CANCELLED = 'cancelled';

export type Output = Command | Fact;
export type Message = Input | Output;
