/** Accepts invoices line by line while they arrive, and answers when the last one was worked. */

import {
  BATCH_LINES_MAX,
  createCustomerInvoices,
  type InvoiceBatch,
  type InvoiceLineOutcome,
} from '@kontor/contracts';
import { unreachable, type Defect } from '@kontor/kernel';
import { reply } from '../../answer.ts';
import { ERRORS_MAX } from '../../problem/problem-body.ts';
import type { LinesFailure, ReadLine } from '../../request/read-lines.ts';
import { route, type RouteRequest } from '../../route.ts';
import type { Services } from '../../services.ts';

type Request = RouteRequest<typeof createCustomerInvoices>;

export const createCustomerInvoicesRoute = route(
  createCustomerInvoices,
  async (request, { invoiceBatches }: Pick<Services, 'invoiceBatches'>) => {
    const { body, call, charge, query } = request;
    const { mode = 'partial' } = query;
    const { failure } = body;
    const lines = charged(body.lines, charge);
    const outcome = await invoiceBatches.accept(call, { mode, lines, failure });
    const quota = charge(0);
    switch (outcome.kind) {
      case 'worked': {
        const why = failure();
        if (why !== undefined) return brokenOff(why, sayWorked(outcome.result));
        if (outcome.result.lines === 0) return { problem: 'invalid_request', errors: [EMPTY] };
        return reply(200, outcome.result, quota);
      }
      case 'refused':
        return { ...answerRefused(outcome), headers: quota };
      case 'broken_off':
        return brokenOff(failure() ?? 'request_timeout', 'Nothing was accepted.');
      case 'at_capacity': {
        const headers = { 'retry-after': String(outcome.retryAfterSeconds) };
        return { problem: 'too_many_batches', headers };
      }
      default:
        return unreachable(outcome);
    }
  },
);

/** The request itself was counted at the door, as the first line. */
async function* charged(
  lines: Request['body']['lines'],
  charge: Request['charge'],
): AsyncGenerator<ReadLine<LineValue>> {
  let isFirst = true;
  for await (const line of lines) {
    if (!isFirst) charge(1);
    isFirst = false;
    yield line;
  }
}

type LineValue =
  Request['body']['lines'] extends AsyncIterable<ReadLine<infer Value>> ? Value : never;

function brokenOff(problem: LinesFailure, detail: string) {
  const limit =
    problem === 'batch_too_large'
      ? `A batch has at most ${BATCH_LINES_MAX.toLocaleString('en')} lines. `
      : '';
  // What is left of the body is not waited for.
  return { problem, detail: `${limit}${detail}`, headers: { connection: 'close' } };
}

function sayWorked({ accepted, refused, outcomes }: InvoiceBatch): string {
  const last = outcomes.at(-1);
  if (!last) return 'No line was worked.';
  return (
    `The lines up to ${last.line} were worked: ${accepted} accepted, ${refused} refused. ` +
    'Those behind it were not.'
  );
}

/** Every line is named before a second defect of one is, as far as there is room. */
function answerRefused(outcome: {
  readonly lines: number;
  readonly refused: readonly InvoiceLineOutcome[];
}) {
  const { lines, refused } = outcome;
  const all = refused.map(toErrors);
  const isRoom = all.flat().length <= ERRORS_MAX;
  const errors = isRoom ? all.flat() : all.flatMap((ofLine) => ofLine.slice(0, 1));
  const untold =
    errors.length > ERRORS_MAX
      ? ` The first ${ERRORS_MAX} are named; with mode=partial every one is.`
      : '';
  const detail = `${refused.length} of ${lines} lines cannot be accepted.${untold}`;
  return { problem: 'unacceptable_batch', detail, errors } as const;
}

function toErrors({ line, problem }: InvoiceLineOutcome): readonly Defect[] {
  if (!problem) return [];
  const { code, title, detail, errors = [] } = problem;
  if (errors.length > 0) {
    return errors.map((each) => ({ line, at: each.pointer, code: each.code, detail: each.detail }));
  }
  return [{ line, at: '', code, detail: detail ?? `${title}.` }];
}

const EMPTY: Defect = { code: 'too_few', at: '', detail: 'There is no line in it.' };
