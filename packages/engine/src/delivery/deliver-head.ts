/**
 * Work on one delivery: ask first where it may have happened before, then send, then say what that
 * means. The rules of standards section 1.3, as code:
 *
 *   not in doubt ─────────────submit──▶ confirmed | rejected | retryable | unknown
 *   in doubt, native key ─────submit──▶ the system recognises our reference
 *   in doubt, look-up ──ask──▶ confirmed | absent ──submit──▶ … | still unknown (asked again later)
 *   in doubt, none ───────────────────▶ a person
 *
 * Nothing is sent again after an unclear outcome unless the system says that it never arrived, or
 * recognises our reference. What a person must look at is parked with its reason.
 *
 * After a restore a reference may be lost, with the transaction that it names. Then the system is
 * also asked by what the business calls the document, before that is sent for the first time.
 */

import type { Confirmed, LookUpOutcome, Rejected } from '@kontor/connector-sdk';
import { assert, unreachable, type Clock, type Random } from '@kontor/kernel';
import { contextOf, type ParkReason, type ProcessDefinition } from '@kontor/process';
import type { ProcessCatalogue } from '../process/catalogue.ts';
import { runArrival, type Runtime } from '../process/run-arrival.ts';
import { backoffMs, DELIVERY_BACKOFF } from '../queue/backoff.ts';
import type { LeasedHead, Progress, StoredTransaction } from '../store/engine-store.ts';
import { attemptRecorder, type AttemptRecorder } from './attempt-recorder.ts';
import { uncontained, type Contain } from './contain.ts';
import type { Effect, Effects } from './effects.ts';
import { orGivenUp, type GiveUp } from './give-up.ts';
import type { HeadHandler, HeadResult } from './head-handler.ts';

export type DeliverOptions = {
  readonly effects: Effects;
  readonly catalogue: ProcessCatalogue;
  readonly runtime: Runtime;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends code of ours that does not come back. */
  readonly contain?: Contain;
  /** Not given: every answer is waited for. */
  readonly giveUp?: GiveUp;
  /** Whether a backup was restored of late, so that references of ours may be lost. */
  readonly isRecovering?: () => boolean;
};

export function deliverHead(options: DeliverOptions): HeadHandler {
  const { contain = uncontained } = options;
  return async (head, maySubmit) => {
    assert(head.subject.kind === 'transaction', 'this connection delivers transactions');
    const { transaction } = head.subject;
    const definition = options.catalogue.find(transaction.process, transaction.processVersion);
    const work: Work = {
      ...options,
      head,
      maySubmit,
      transaction,
      definition,
      recorder: attemptRecorder(options.clock),
    };
    // Nobody said whether it left: so nobody may give it up as if it had not.
    if (head.deaths >= DEATHS_MAX) return park(work, 'outcome_unknown', ENDS_ITS_PROCESS);
    try {
      return await contain(head.deliveryId, async () => {
        const input = inputOf(work);
        const effect = options.effects(head.operation);
        assert(effect !== undefined, `the connection can ${head.operation}`);
        return attempt(work, effect, input);
      });
    } catch (error) {
      return afterCrash(work, error);
    }
  };
}

type Work = DeliverOptions & {
  readonly head: LeasedHead;
  readonly maySubmit: () => boolean;
  readonly transaction: StoredTransaction;
  readonly definition: ProcessDefinition;
  readonly recorder: AttemptRecorder;
};

/** The canonical input, computed anew each time from what is recorded: the same every time. */
function inputOf({ definition, transaction, head }: Work): unknown {
  const step = definition.steps.find(({ name }) => name === head.step);
  assert(step?.kind === 'deliver', `${head.step} is a delivery of ${definition.name}`);
  const context = contextOf(transaction, transaction.state);
  if (head.direction === 'forward') return step.input(context);
  assert('input' in step.undo, `${head.step} can be undone`);
  return step.undo.input(context);
}

async function attempt(work: Work, effect: Effect, input: unknown): Promise<HeadResult> {
  if (!work.head.isInDoubt || effect.idempotency === 'native-key') {
    return submit(work, effect, input);
  }
  if (effect.idempotency === 'none') {
    return park(work, 'outcome_unknown', 'It may have been sent, and the system cannot be asked.');
  }
  const stopping = work.giveUp?.lookUps;
  if (stopping?.aborted === true) return askLater(work, 0, work.head.lookUps, STOPPING);
  const outcome = await work.recorder.record('look_up', () =>
    orGivenUp(effect.lookUp(input), stopping, { outcome: GIVEN_UP, exchanges: [] }),
  );
  if (outcome === GIVEN_UP) return askLater(work, 0, work.head.lookUps, STOPPING);
  return afterLookUp(work, effect, input, outcome);
}

/** A worker that died left no time of sending: the system gets its full delay from now on. */
function visibilityWaitMs({ head }: Work, visibleAfterMs: number): number {
  if (head.sinceSentMs === undefined) return visibleAfterMs;
  // The store tells fractions of a millisecond, and takes whole ones.
  return Math.ceil(visibleAfterMs + RESOLUTION_MS - head.sinceSentMs);
}

async function afterLookUp(
  work: Work,
  effect: Extract<Effect, { idempotency: 'look-up' }>,
  input: unknown,
  outcome: LookUpOutcome,
): Promise<HeadResult> {
  switch (outcome.kind) {
    case 'confirmed':
      return finish(work, outcome);
    case 'absent': {
      // A yes is believed at once; a no only when the system has had time to see what it was sent.
      const waitMs = visibilityWaitMs(work, effect.visibleAfterMs);
      if (waitMs > 0) return askLater(work, waitMs, work.head.lookUps, NOT_FOUND_YET);
      // The look-up may have taken all of the lease: then another worker may be sending by now.
      if (!work.maySubmit()) return askLater(work, 0, work.head.lookUps, LEASE_ENDS);
      if (work.head.strikes >= STRIKES_MAX) {
        return park(work, 'attempts_exhausted', NEVER_TAKEN, false);
      }
      return submit(work, effect, input);
    }
    case 'unknown':
      return stillUnknown(work, outcome.detail);
    default:
      return unreachable(outcome);
  }
}

function stillUnknown(work: Work, detail: string): HeadResult {
  const lookUps = work.head.lookUps + 1;
  if (lookUps >= LOOK_UPS_MAX) return park(work, 'outcome_unknown', detail);
  const dueInMs = backoffMs(DELIVERY_BACKOFF, { failures: lookUps }, work.random);
  return { ...askLater(work, dueInMs, lookUps, detail), health: 'failing' };
}

/** Undefined when the system does not have it under another reference, or need not be asked. */
async function recognise(
  work: Work,
  effect: Effect,
  input: unknown,
): Promise<HeadResult | undefined> {
  const { head, giveUp } = work;
  const ask = effect.recognise;
  if (!ask || work.isRecovering?.() !== true) return undefined;
  // It was asked for before: since then the system took nothing, or a person said that it may go.
  if (head.attempts > 0 && !head.isInDoubt) return undefined;
  const outcome = await work.recorder.record('look_up', () =>
    orGivenUp(ask(input), giveUp?.lookUps, { outcome: GIVEN_UP, exchanges: [] }),
  );
  if (outcome === GIVEN_UP) return askLater(work, 0, head.lookUps, STOPPING);
  switch (outcome.kind) {
    case 'confirmed':
      return finish(work, outcome);
    case 'absent':
      return work.maySubmit() ? undefined : askLater(work, 0, head.lookUps, LEASE_ENDS);
    case 'differs':
      return park(work, 'outcome_unknown', outcome.detail);
    case 'unknown':
      return stillUnknown(work, outcome.detail);
    default:
      return unreachable(outcome);
  }
}

async function submit(work: Work, effect: Effect, input: unknown): Promise<HeadResult> {
  return (await recognise(work, effect, input)) ?? send(work, effect, input);
}

async function send(work: Work, effect: Effect, input: unknown): Promise<HeadResult> {
  const { submitted, record } = work.recorder;
  if (effect.tellsLeaving !== true) submitted();
  const outcome = await record('submit', () =>
    orGivenUp(effect.submit(input, submitted), work.giveUp?.submissions, {
      outcome: GIVEN_UP,
      exchanges: [],
    }),
  );
  // Whatever it was that did not come back: something of it may have left after all.
  if (outcome === GIVEN_UP) submitted();
  const failures = work.head.attempts + 1;
  switch (outcome.kind) {
    case 'confirmed':
    case 'rejected':
      return finish(work, outcome);
    case 'retryable': {
      // A system that is away is no fault of this delivery; one that it cannot get past is.
      const strikes = work.head.strikes + (outcome.cause === 'locked' ? 1 : 0);
      // It was not taken now. Whether it was before, only a look-up has told; a system that
      // recognises repeats may hold it already, and has not said so.
      const isInDoubt = work.head.isInDoubt && effect.idempotency === 'native-key';
      if (strikes >= STRIKES_MAX) {
        const reason = isInDoubt ? 'outcome_unknown' : 'attempts_exhausted';
        return park(work, reason, outcome.detail, isInDoubt);
      }
      const { retryAfterMs } = outcome;
      return {
        attempts: work.recorder.attempts,
        result: {
          kind: 'again',
          isInDoubt,
          dueInMs: backoffMs(
            DELIVERY_BACKOFF,
            { failures, ...(retryAfterMs !== undefined && { retryAfterMs }) },
            work.random,
          ),
          lookUps: 0,
          strikes,
          detail: outcome.detail,
        },
        health: outcome.cause === 'locked' ? 'healthy' : 'failing',
        ...(outcome.cause === 'throttled' && { isThrottled: true }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      };
    }
    case 'unknown':
      return afterUnknown(work, effect, work.head.strikes + 1, outcome.detail);
    default:
      return unreachable(outcome);
  }
}

function afterUnknown(work: Work, effect: Effect, strikes: number, detail: string): HeadResult {
  if (effect.idempotency === 'none') return park(work, 'outcome_unknown', detail);
  if (effect.idempotency === 'native-key' && strikes >= STRIKES_MAX) {
    return park(work, 'attempts_exhausted', detail);
  }
  const restMs = backoffMs(DELIVERY_BACKOFF, { failures: strikes }, work.random);
  return {
    attempts: work.recorder.attempts,
    result: {
      kind: 'again',
      isInDoubt: true,
      dueInMs: Math.max(restMs, LOOK_UP_REST_MS),
      lookUps: 0,
      strikes,
      detail,
      wasSent: true,
    },
    health: 'failing',
  };
}

function askLater(work: Work, dueInMs: number, lookUps: number, detail: string): HeadResult {
  const { strikes, sinceSentMs } = work.head;
  return {
    attempts: work.recorder.attempts,
    result: {
      kind: 'again',
      isInDoubt: true,
      dueInMs,
      lookUps,
      strikes,
      detail,
      wasSent: sinceSentMs === undefined,
    },
    health: 'unchanged',
  };
}

function finish(work: Work, outcome: Confirmed | Rejected): HeadResult {
  const progress = progressOf(work, {
    type: work.head.direction === 'forward' ? 'Delivered' : 'Undelivered',
    step: work.head.step,
    outcome,
  });
  assert(progress !== undefined, 'the result of a leased delivery belongs to its transaction');
  return {
    attempts: work.recorder.attempts,
    result: {
      kind: 'finished',
      status: outcome.kind,
      progress,
      ...(outcome.kind === 'confirmed'
        ? { externalReference: outcome.externalReference }
        : { detail: `${outcome.vendorCode}: ${outcome.vendorText}` }),
    },
    health: 'healthy',
  };
}

function park(work: Work, reason: ParkReason, detail: string, isInDoubt = true): HeadResult {
  const progress = progressOf(work, { type: 'Parked', step: work.head.step, reason, detail });
  return {
    attempts: work.recorder.attempts,
    result: {
      kind: 'parked',
      policy: work.definition.onParked,
      isInDoubt,
      detail,
      ...(progress && { progress }),
    },
    health: 'unchanged',
  };
}

function progressOf(
  { definition, transaction, head, runtime }: Work,
  arrival: Parameters<typeof runArrival>[0]['arrival'],
): Progress | undefined {
  return runArrival(
    {
      definition,
      transaction,
      state: transaction.state,
      arrival,
      actor: 'engine',
      deliveryId: head.deliveryId,
    },
    runtime,
  );
}

/**
 * Our own code failed on this one delivery: a mapping that cannot take it, a broken assertion. It
 * is tried a little more and then parked; its neighbours do not notice.
 */
function afterCrash(work: Work, error: unknown): HeadResult {
  const detail = error instanceof Error ? error.message : 'It could not be handled.';
  const strikes = work.head.strikes + 1;
  const wasSent = work.recorder.hasSubmitted();
  const isInDoubt = work.head.isInDoubt || wasSent;
  if (strikes >= CRASHES_MAX) return park(work, 'could_not_be_handled', detail, isInDoubt);
  return {
    attempts: work.recorder.attempts,
    result: {
      kind: 'again',
      isInDoubt,
      dueInMs: backoffMs(DELIVERY_BACKOFF, { failures: strikes }, work.random),
      lookUps: work.head.lookUps,
      strikes,
      detail,
      wasSent: wasSent || (isInDoubt && work.head.sinceSentMs === undefined),
    },
    health: 'unchanged',
  };
}

const NOT_FOUND_YET = 'The system does not show it yet; it will be asked again.';
const LEASE_ENDS = 'Too little time was left to send it; it will be asked for again.';
const STOPPING = 'The server stopped before an answer came; it will be asked for again.';
const GIVEN_UP = { kind: 'unknown', detail: STOPPING } as const;
const ENDS_ITS_PROCESS =
  'Whoever worked on it fell silent three times: our own code may end its process.';
const NEVER_TAKEN = 'The system never took it, however often it was sent.';

/** Of the clocks of stores: two instants may lie this much closer together than they say. */
const RESOLUTION_MS = 1;
/** Most replies that were lost belong to work that is visible a moment later. */
const LOOK_UP_REST_MS = 500;
/** A system that swallows a delivery five times will swallow the sixth. */
const STRIKES_MAX = 5;
/** Sixty look-ups, five minutes apart in the end, are about five hours of doubt. */
const LOOK_UPS_MAX = 60;
/** What fails in our own code fails again: three tries pass a passing trouble. */
const CRASHES_MAX = 3;
/** The same for what ends its process: the second and the third time it was alone. */
const DEATHS_MAX = 3;
