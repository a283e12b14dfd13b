/**
 * An application that sends one document and does not rest until it knows what became of it. It
 * always asks with the same key, of whichever machine is up, and remembers every answer: what it
 * was told once must be told again, and must be true in the end.
 */

import type { Accept, Platform } from './platform.ts';
import type { Dice } from './dice.ts';
import type { Document } from '../documents/document.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Scheduler } from './scheduler.ts';

export type Caller = {
  readonly document: Document;
  readonly key: string;
  /** What it was answered, once. */
  answer(): Answer | undefined;
};

export type Answer =
  | { readonly kind: 'accepted'; readonly transactionId: string }
  | { readonly kind: 'duplicate'; readonly transactionId: string };

export type CallerOptions = {
  readonly document: Document;
  readonly key: string;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly history: History;
  /** A machine that answers, if any does. */
  readonly anyPlatform: () => Platform | undefined;
};

export function startCaller(options: CallerOptions): Caller {
  const { document, key, scheduler, dice, faults, history } = options;
  let answer: Answer | undefined;

  function learn(next: Answer): void {
    history.note(() => `${key} hears ${next.kind} ${next.transactionId}`);
    history.count(next.kind);
    // Only what was accepted is settled: a duplicate may be taken once the first was refused.
    if (answer?.kind === 'accepted' && !isSame(answer, next) && !isOfAnEarlier(next, answer)) {
      const told = `${answer.kind} ${answer.transactionId}, then ${next.kind} ${next.transactionId}`;
      history.violated(SAME_ANSWER, `${key} was told ${told}`);
    }
    if (answer?.kind !== 'accepted') answer = next;
  }

  function ask(): void {
    if (answer) return;
    const times = faults.strikes('doubleClick', key) ? 2 : 1;
    for (let time = 0; time < times; time++) request();
    const isHasty = faults.strikes('impatience', key);
    const patienceMs = isHasty ? dice.skewed('patience', 5, 200) : PATIENCE_MS;
    scheduler.after(patienceMs, ask);
  }

  function request(): void {
    const platform = options.anyPlatform();
    if (!platform) return;
    platform.life.later(dice.skewed('call', 1, 100), () => {
      void post(platform.accept(document.process), document, key).then(
        (reply) => scheduler.after(dice.skewed('call', 1, 100), () => reply && learn(reply)),
        () => history.count('unavailableAnswers'),
      );
    });
  }

  scheduler.after(dice.between('arrival', 0, ARRIVALS_MS), ask);
  return { document, key, answer: () => answer };
}

function isSame(one: Answer, other: Answer): boolean {
  return one.kind === other.kind && one.transactionId === other.transactionId;
}

/**
 * A machine found another's document under the number, stood still, and says so when that one has
 * long been cancelled and ours was taken. It would be a lie of our own document.
 */
function isOfAnEarlier(next: Answer, accepted: Answer): boolean {
  return next.kind === 'duplicate' && next.transactionId !== accepted.transactionId;
}

async function post(accept: Accept, document: Document, key: string): Promise<Answer | undefined> {
  const call = {
    actor: { application: 'app_simulated', subject: 'app_simulated' },
    correlationId: key,
    idempotency: { key, operation: document.process, fingerprint: JSON.stringify(document) },
  } as unknown as Parameters<Accept>[0];
  // The service hands on whatever its process takes; the door has checked its shape.
  const json = { kind: 'json', invoice: document } as unknown as Parameters<Accept>[1];
  const outcome = await accept(call, json);
  switch (outcome.kind) {
    case 'accepted':
    case 'replayed':
      return { kind: 'accepted', transactionId: outcome.result.id };
    case 'duplicate':
      return { kind: 'duplicate', transactionId: outcome.transaction };
    default:
      return undefined;
  }
}

const SAME_ANSWER = 'the same key, the same answer';
/** How long the documents of a run take to come in. */
const ARRIVALS_MS = 60_000;
/** How long a caller waits for an answer. */
const PATIENCE_MS = 30_000;
