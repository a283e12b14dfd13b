/** What others learn of a group once it is durable: queues of work, reports of repeats. */

import type { AcceptOutcome, NewTransaction } from '@kontor/engine';
import type { Prevented } from '@kontor/reconciliation';
import type { BatchDesk } from './batch-desk.ts';

/** What is told of a start; the document itself may have been let go. */
export type Told = {
  readonly transactionId: string;
  readonly legalEntity: string;
  readonly connections: readonly string[];
};

export type Met = { readonly told: Told; readonly outcome: AcceptOutcome };

export function toTold({ transaction, progress }: NewTransaction): Told {
  const { transactionId, legalEntity } = transaction;
  const connections = progress.deliveries.map(({ connection }) => connection);
  return { transactionId, legalEntity, connections };
}

export async function tellOfGroup(
  { wake, onRepeat }: Pick<BatchDesk, 'wake' | 'onRepeat'>,
  group: readonly Met[],
): Promise<void> {
  const accepted = group.filter(({ outcome }) => outcome.kind === 'accepted');
  wake(new Set(accepted.flatMap(({ told }) => told.connections)));
  await onRepeat(...group.flatMap(toPrevented));
}

function toPrevented({ told, outcome }: Met): readonly Prevented[] {
  if (outcome.kind !== 'replayed' && outcome.kind !== 'duplicate') return [];
  const kind = outcome.kind === 'replayed' ? 'same_key' : 'same_document';
  const { legalEntity } = told;
  return [{ kind, legalEntity, subject: { kind: 'transaction', id: outcome.transactionId } }];
}
