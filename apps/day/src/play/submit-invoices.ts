/**
 * Hands the documents over at an even pace, several at a time, each customer's one after another:
 * the order in which a customer's documents are answered is the order in which they were accepted.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@kontor/kernel';
import type { ApiClient } from '@kontor/client';
import type { Handover } from '../report/evidence.ts';
import type { SenderName, Submission } from '../scenario/scenario.ts';
import { submitInvoice } from './submit-invoice.ts';

export type Submitting = {
  readonly submissions: readonly Submission[];
  readonly senders: Readonly<Record<SenderName, ApiClient>>;
  readonly clock: Clock;
  /** All of them are handed over within this time, if the platform keeps up. */
  readonly durationMs: number;
  /** Called right before a document goes out for the first time. */
  readonly before: (submission: Submission) => Promise<void>;
  readonly answered: (handover: Handover) => void;
};

export async function submitInvoices(submitting: Submitting): Promise<readonly Handover[]> {
  const { submissions, senders, clock, durationMs, before, answered } = submitting;
  const startedAtMs = clock.elapsedMs();
  const tails = new Map<string, Promise<unknown>>();
  const places = slots(AT_ONCE_MAX);
  const handovers = submissions.map(async (submission, index) => {
    const dueMs = startedAtMs + (durationMs * index) / submissions.length;
    const { lane } = submission;
    const previous = tails.get(lane);
    const own = (async () => {
      await sleep(Math.max(0, dueMs - clock.elapsedMs()));
      await previous;
      await places.take();
      try {
        await before(submission);
        return await submitInvoice(submission, { api: senders[submission.sender], clock });
      } finally {
        places.leave();
      }
    })();
    tails.set(lane, own);
    const handover = await own;
    answered(handover);
    return handover;
  });
  return Promise.all(handovers);
}

/** As many as are free may go on at once; the others queue. */
function slots(count: number) {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    async take() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

/** Two busy applications; more would only measure how long they wait for each other. */
const AT_ONCE_MAX = 24;
