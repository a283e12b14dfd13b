/**
 * Deliver one event to one subscriber. Receivers drop what they have seen by its id, so an unclear
 * outcome is simply sent again, after the delays that Standard Webhooks recommends; when the last
 * one failed the delivery is parked and those behind it go on.
 */

import type { DeliveryOutcome } from '@kontor/connector-sdk';
import { assert, unreachable, type Clock, type EventId, type Random } from '@kontor/kernel';
import { attemptRecorder } from './attempt-recorder.ts';
import type { Answered } from './effects.ts';
import { orGivenUp, type GiveUp } from './give-up.ts';
import type { HeadHandler, HeadResult } from './head-handler.ts';

export type DeliverWebhookOptions = {
  readonly post: (eventId: EventId) => Promise<Answered<DeliveryOutcome>>;
  readonly clock: Clock;
  readonly random: Random;
  /** Not given: every answer is waited for. */
  readonly giveUp?: GiveUp;
};

export function deliverWebhook(options: DeliverWebhookOptions): HeadHandler {
  const { post, clock, random, giveUp } = options;
  return async (head) => {
    const { subject } = head;
    assert(subject.kind === 'event', 'a webhook delivers an event');
    const recorder = attemptRecorder(clock);
    const outcome = await recorder.record('submit', () =>
      orGivenUp(post(subject.eventId), giveUp?.submissions, GIVEN_UP),
    );
    const failures = head.attempts + 1;
    return { attempts: recorder.attempts, ...settled(outcome, failures, random) };
  };
}

function settled(
  outcome: DeliveryOutcome,
  failures: number,
  random: Random,
): Omit<HeadResult, 'attempts'> {
  switch (outcome.kind) {
    case 'confirmed': {
      const { externalReference } = outcome;
      return {
        result: { kind: 'finished', status: 'confirmed', externalReference },
        health: 'healthy',
      };
    }
    case 'rejected': {
      const detail = `${outcome.vendorCode}: ${outcome.vendorText}`;
      return { result: { kind: 'finished', status: 'rejected', detail }, health: 'healthy' };
    }
    case 'retryable':
    case 'unknown':
      return again(outcome, failures, random);
    default:
      return unreachable(outcome);
  }
}

function again(
  outcome: Extract<DeliveryOutcome, { kind: 'retryable' | 'unknown' }>,
  failures: number,
  random: Random,
): Omit<HeadResult, 'attempts'> {
  const { detail } = outcome;
  const delayMs = RETRY_DELAYS_MS[failures - 1];
  if (delayMs === undefined) {
    return {
      result: { kind: 'parked', policy: 'pass', isInDoubt: true, detail },
      health: 'failing',
    };
  }
  const asked = outcome.kind === 'retryable' ? (outcome.retryAfterMs ?? 0) : 0;
  const jittered = Math.round(delayMs * (1 + (random.fraction() - 0.5) * JITTER));
  return {
    result: {
      kind: 'again',
      isInDoubt: true,
      dueInMs: Math.max(jittered, asked),
      lookUps: 0,
      strikes: failures,
      detail,
    },
    health: 'failing',
  };
}

const GIVEN_UP: Answered<DeliveryOutcome> = {
  outcome: { kind: 'unknown', detail: 'The server stopped before an answer came.' },
  exchanges: [],
};
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Between the first attempt and the tenth lie 75.6 hours: a receiver may be down for a weekend. */
const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** Ten per cent to either side. */
const JITTER = 0.2;
