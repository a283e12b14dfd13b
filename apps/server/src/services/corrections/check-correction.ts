/**
 * Everything that is wrong with a corrected document: its schema, the fields that cannot change,
 * then every check that the process makes at the door. Pure, but for the master data in memory.
 */

import { checkInput, type Runtime, type StoredTransaction } from '@kontor/engine';
import { changesBetween, valueAt, type Defect, type FieldChange } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import { schemaCheck, type SchemaCheck } from '../../gateway/request/schema-check.ts';

export type CheckedCorrection = {
  readonly changes: readonly FieldChange[];
  /** `at` points into the document. */
  readonly errors: readonly Defect[];
};

export function checkCorrection(
  definition: ProcessDefinition,
  transaction: StoredTransaction,
  document: unknown,
  runtime: Runtime,
): CheckedCorrection {
  const changes = changesBetween(transaction.input, document);
  const schemaErrors = checkFor(definition)(document);
  if (schemaErrors.length > 0) return { changes, errors: schemaErrors };
  if (changes.length === 0) return { changes, errors: [NOTHING_CHANGED] };
  const errors = [
    ...fixedDefects(definition, transaction.input, document),
    ...identityDefects(definition, transaction, document),
    ...checkInput({ definition, input: document }, runtime),
  ];
  return { changes, errors };
}

const checks = new WeakMap<ProcessDefinition, SchemaCheck>();

/** Compiled once for each process: a schema of an invoice takes a while. */
function checkFor(definition: ProcessDefinition): SchemaCheck {
  const known = checks.get(definition);
  if (known) return known;
  const check = schemaCheck(definition.input);
  checks.set(definition, check);
  return check;
}

function fixedDefects(
  { corrections }: ProcessDefinition,
  before: unknown,
  after: unknown,
): readonly Defect[] {
  return (corrections?.fixed ?? []).flatMap(({ at, why }) => {
    const [change] = changesBetween(valueAt(before, at), valueAt(after, at));
    if (!change) return [];
    return [{ code: 'cannot_change', at: `${at}${change.at}`, detail: why }];
  });
}

/**
 * What the process itself makes of the document. A process that forgets to name a field as fixed is
 * caught here: the identity, the lane and the worth of a transaction never follow a correction.
 */
function identityDefects(
  definition: ProcessDefinition,
  transaction: StoredTransaction,
  document: unknown,
): readonly Defect[] {
  const identityOf = (input: unknown) => {
    const { legalEntity, number, customer, amount } = definition.summary(input);
    const keys = [definition.orderBy(input), ...definition.businessKey(input)];
    return JSON.stringify([legalEntity, number, customer, amount, keys]);
  };
  if (identityOf(transaction.input) === identityOf(document)) return [];
  const detail = 'It would be another document: entity, customer, number, order and amount stay.';
  return fixedDefects(definition, transaction.input, document).length > 0
    ? []
    : [{ code: 'cannot_change', at: '', detail }];
}

const NOTHING_CHANGED: Defect = {
  code: 'nothing_changed',
  at: '',
  detail: 'Nothing is different from what was refused: to send it as it is, try it again.',
};
