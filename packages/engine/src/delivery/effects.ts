/** Effects that one connection can have, bound to its settings: what a delivery is handed to. */

import type { DeliveryOutcome, LookUpOutcome } from '@kontor/connector-sdk';

export type Effects = (operation: string) => Effect | undefined;

type Submit = { readonly submit: (input: unknown) => Promise<Answered<DeliveryOutcome>> };

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
