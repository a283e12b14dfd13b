/** What a delivery asks for, computed from what is recorded exactly as the engine computes it. */

import type { StoredTransaction } from '@kontor/engine';
import { assert } from '@kontor/kernel';
import { contextOf, type ProcessDefinition } from '@kontor/process';

type Effect = { readonly step: string; readonly direction: 'forward' | 'back' };

export function operationInput(
  definition: ProcessDefinition,
  transaction: StoredTransaction,
  { step: name, direction }: Effect,
): unknown {
  const step = definition.steps.find((candidate) => candidate.name === name);
  assert(step?.kind === 'deliver', `${name} is a delivery of ${definition.name}`);
  const context = contextOf(transaction, transaction.state);
  if (direction === 'forward') return step.input(context);
  assert('input' in step.undo, `${name} can be undone`);
  return step.undo.input(context);
}
