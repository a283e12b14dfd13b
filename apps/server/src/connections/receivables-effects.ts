/**
 * Kontor's own sub-ledger as a connection: its operations recognise a repeat by their reference.
 */

import type { DeliveryOutcome } from '@kontor/connector-sdk';
import type { Effects } from '@kontor/engine';

type Operations = Readonly<Record<string, (input: never) => Promise<DeliveryOutcome>>>;

export function receivablesEffects(operations: Operations): Effects {
  return (name) => {
    const operation = operations[name];
    if (!operation) return undefined;
    return {
      idempotency: 'native-key',
      submit: async (input) => ({ outcome: await operation(input as never), exchanges: [] }),
    };
  };
}
