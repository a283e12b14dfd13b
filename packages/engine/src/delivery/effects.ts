/** Effects that one connection can have, bound to its settings: what a delivery is handed to. */

import type { DeliveryOutcome, LookUpOutcome, RecogniseOutcome } from '@kontor/connector-sdk';

export type Effects = (operation: string) => Effect | undefined;

type Submit = {
  /** `leaves` is called before the first request that it makes leaves, if it `tellsLeaving`. */
  readonly submit: (input: unknown, leaves?: () => void) => Promise<Answered<DeliveryOutcome>>;
  /** Code that failed before any request left has sent nothing; without this, it may have. */
  readonly tellsLeaving?: true;
  /** Asks for the effect by what the business calls it, whatever reference it has. */
  readonly recognise?: (input: unknown) => Promise<Answered<RecogniseOutcome>>;
};

export type Effect =
  | (Submit & { readonly idempotency: 'native-key' })
  | (Submit & { readonly idempotency: 'none' })
  | (Submit & {
      readonly idempotency: 'look-up';
      /** How long after sending the system may still not find what it has. */
      readonly visibleAfterMs: number;
      readonly lookUp: (input: unknown) => Promise<Answered<LookUpOutcome>>;
    });

/** An answer with the requests and replies that led to it, masked. */
export type Answered<Outcome> = {
  readonly outcome: Outcome;
  readonly exchanges: readonly unknown[];
};
