/** Hands over one document and says what was answered; asks again, under its key, after silence. */

import { setTimeout as sleep } from 'node:timers/promises';
import { createCustomerInvoice } from '@kontor/contracts';
import { isCreditNote } from '@kontor/canon';
import { currency, fromDecimal, present, type Clock } from '@kontor/kernel';
import { type ApiClient, type Reply } from '@kontor/client';
import type { Handover, HandoverAnswer } from '../report/evidence.ts';
import type { Submission } from '../scenario/scenario.ts';

export async function submitInvoice(
  submission: Submission,
  { api, clock }: { readonly api: ApiClient; readonly clock: Clock },
): Promise<Handover> {
  const { invoice, lane, expectation } = submission;
  const { legalEntity, customer, number, totals } = invoice;
  const gross = present(
    fromDecimal(totals.gross, currency(invoice.currency)),
    'amounts of the scenario are exact',
  ).minor;
  let answer: HandoverAnswer = { kind: 'unanswered', cause: 'it was not sent' };
  let latencyMs = 0;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const sentAtMs = clock.elapsedMs();
    const reply = await send(submission, api);
    latencyMs = clock.elapsedMs() - sentAtMs;
    answer = toAnswer(reply, attempt > 1);
    const waitMs = pauseAfter(reply, attempt);
    if (waitMs === undefined) break;
    await sleep(waitMs);
  }
  return {
    lane,
    legalEntity,
    customer,
    currency: invoice.currency,
    number,
    gross: isCreditNote(invoice) ? -gross : gross,
    expectation,
    answer,
    latencyMs,
  };
}

function send({ document, invoice, idempotencyKey }: Submission, api: ApiClient) {
  if (document.kind === 'json') {
    const content = JSON.stringify(document.value);
    const body = { contentType: 'application/json', content };
    return api.call(createCustomerInvoice, { body, idempotencyKey });
  }
  const { legalEntity, customer } = invoice;
  return api.call(createCustomerInvoice, {
    body: { contentType: 'application/xml', content: document.text },
    headers: { 'kontor-legal-entity': legalEntity, 'kontor-customer': customer },
    idempotencyKey,
  });
}

/** A replay after our own silence is the first answer that we hear. */
function toAnswer(reply: Reply<typeof createCustomerInvoice>, isRepeated: boolean): HandoverAnswer {
  switch (reply.kind) {
    case 'silence':
      return { kind: 'unanswered', cause: reply.cause };
    case 'answered': {
      const isReplay = reply.headers.get('idempotent-replayed') === 'true';
      const kind = isReplay && !isRepeated ? 'replayed' : 'accepted';
      return { kind, transaction: reply.body.id };
    }
    case 'refused': {
      const { code, errors = [], detail = '' } = reply.problem;
      if (reply.problem.retryable) return { kind: 'unanswered', cause: `${code}: ${detail}` };
      if (code === 'duplicate_business_key') {
        const location = reply.headers.get('location') ?? '';
        return { kind: 'duplicate', transaction: location.split('/').at(-1) ?? '' };
      }
      return { kind: 'refused', problem: code, defects: errors.map((each) => each.code) };
    }
  }
}

/** Undefined when the answer is final. */
function pauseAfter(
  reply: Reply<typeof createCustomerInvoice>,
  attempt: number,
): number | undefined {
  if (reply.kind === 'answered') return undefined;
  if (reply.kind === 'silence') return PAUSE_MS * attempt;
  if (!reply.problem.retryable) return undefined;
  const asked = reply.headers.get('retry-after') ?? '';
  return /^\d{1,4}$/.test(asked) ? parseInt(asked, 10) * 1_000 : PAUSE_MS * attempt;
}

const PAUSE_MS = 250;

/** With growing pauses about a minute: longer than any restart of the platform. */
const ATTEMPTS_MAX = 20;
