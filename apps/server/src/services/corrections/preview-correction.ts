/**
 * What a correction would do, before anybody does it: the same checks and the same steps, without
 * writing any of it.
 */

import type { CorrectionPreview } from '@kontor/contracts';
import type { TransactionChange } from '@kontor/engine';
import { effectReference } from '@kontor/process';
import type { Corrections } from '../../gateway/correction-services.ts';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { readLaneOf } from '../console/exceptions/read-lane-of.ts';
import { describeAction } from '../exceptions/describe-action.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { toMoneyWire } from '../wire/to-money-wire.ts';
import { wordMoney } from '../wire/wording.ts';
import { checkCorrection } from './check-correction.ts';
import { changeOf } from './correct-document.ts';
import type { CorrectionsOptions } from './corrections-service.ts';
import { readCorrectable, type Correctable } from './read-correctable.ts';
import { toFieldChanges } from './to-field-changes.ts';

type Request = Parameters<Corrections['preview']>[1];

export async function previewCorrection(
  options: CorrectionsOptions,
  call: Call,
  { id, document }: Request,
): Promise<Found<CorrectionPreview> | Absent> {
  const found = await readCorrectable(options.pool, options, id, legalEntitiesOf(call));
  if (!found) return { kind: 'absent' };
  const { transaction, definition, obstacle } = found;
  const { changes, errors } = checkCorrection(definition, transaction, document, options.runtime);
  const base = {
    transaction: id,
    changes: toFieldChanges(changes),
    errors: errors.slice(0, ERRORS_MAX).map((each) => ({ ...each })),
    version: transaction.version,
  };
  const change =
    obstacle === undefined && errors.length === 0
      ? changeOf(options, found, {
          call: { ...call, idempotency: NO_KEY },
          request: { id, document, reason: '', version: transaction.version },
          changes,
        })
      : undefined;
  if (!change) {
    const sentences = obstacle === undefined ? [] : [obstacle];
    return {
      kind: 'found',
      value: { ...base, possible: false, sentences, needsApproval: false },
    };
  }
  const needsApproval = change.progress.exceptions.some(({ kind }) => kind === 'approval');
  const sentences = await sentencesOf(options, call, found, { change, needsApproval });
  return { kind: 'found', value: { ...base, possible: true, sentences, needsApproval } };
}

async function sentencesOf(
  { pool, titleOf }: CorrectionsOptions,
  call: Call,
  { transaction, definition, delivery, parked }: Correctable,
  { change, needsApproval }: { change: TransactionChange; needsApproval: boolean },
): Promise<string[]> {
  const { amount, state } = transaction;
  const lane = delivery && (await readLaneOf(pool, delivery.id, legalEntitiesOf(call)));
  const step = definition.steps[state.at]?.name ?? '';
  const said = describeAction({
    action: 'retry',
    effect: { kind: 'reopen' },
    definition,
    state,
    reference: effectReference(transaction.transactionId, step),
    ...(delivery && { system: titleOf(delivery.connection) ?? delivery.connection }),
    ...(amount && {
      amount: wordMoney(toMoneyWire(amount.minor, amount.currency)),
    }),
    // A refused one has left its lane: it goes to the end, wherever the lane is now.
    ...(lane && {
      lane: { ...lane.facts, isPassed: parked === undefined || lane.facts.isPassed },
    }),
  });
  const version = change.progress.correction?.version ?? 2;
  return [
    ...(needsApproval ? [SECOND_PERSON] : []),
    ...said,
    `What was handed over stays readable as version 1; this becomes version ${version}. Its ` +
      'amount does not change, and neither do the control totals.',
  ];
}

const SECOND_PERSON =
  'A second person is asked first, because the document that was approved was another one. You ' +
  'cannot be that person.';
/** A preview has no key: it has no effect. */
const NO_KEY = { key: 'preview', operation: 'preview', fingerprint: '' };
const ERRORS_MAX = 100;
