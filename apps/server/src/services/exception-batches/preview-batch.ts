import type { ExceptionBatchPreview } from '@kontor/contracts';
import type { BatchChoice } from '../../gateway/batch-services.ts';
import type { Call, Found, Unacceptable } from '../../gateway/services.ts';
import { readPersonNames } from '../people/read-person-names.ts';
import { filterDefects } from '../exceptions/exception-conditions.ts';
import { needsApproval } from './batch-policy.ts';
import { chooseExceptions, ITEMS_MAX } from './choose-exceptions.ts';
import type { BatchesOptions } from './exception-batches-service.ts';

/** How many, how much, in which order, and who must agree. */
export async function previewBatch(
  { pool, clock, batchPolicy }: BatchesOptions,
  call: Call,
  { filter, action, assignee }: BatchChoice,
): Promise<Found<ExceptionBatchPreview> | Unacceptable> {
  const errors = filterDefects(filter);
  if (errors.length > 0) return { kind: 'unacceptable', errors };
  const chosen = await chooseExceptions(pool, call, filter, clock.now());
  const count = chosen.exceptions.length;
  const names = await readPersonNames(pool, [assignee ?? null]);
  const isAsked = action !== 'assign' && needsApproval(batchPolicy, { count, ...chosen });
  const value = {
    count,
    totals: [...chosen.totals],
    needsApproval: isAsked,
    sentences: [
      whatOf(count, action, names.get(assignee ?? '') ?? assignee),
      ...(count > ITEMS_MAX ? [`That is more than ${ITEMS_MAX} at once: choose a part.`] : []),
      ...(action === 'assign' ? [] : [IN_ORDER]),
      ...(isAsked ? [SECOND_PERSON] : []),
    ],
  };
  return { kind: 'found', value };
}

function whatOf(count: number, action: BatchChoice['action'], assignee: string | undefined) {
  const what = count === 1 ? 'One exception' : `${count} exceptions`;
  const verb = count === 1 ? 'is' : 'are';
  switch (action) {
    case 'retry':
      return `${what} ${verb} tried again, each under its own reference: nothing happens twice.`;
    case 'abandon':
      return `${what} ${verb} let rest. Documents that were refused stay refused.`;
    default:
      return `${what} ${verb} given to ${assignee ?? 'nobody'}. Nothing is sent.`;
  }
}

const IN_ORDER =
  'They are worked through in the order in which they were opened, which is the order of each ' +
  'customer’s documents. What cannot be done is listed with its reason and stops nothing else.';
const SECOND_PERSON =
  'It is above the limit of the company: it waits until a second person agrees. You cannot be ' +
  'that person.';
