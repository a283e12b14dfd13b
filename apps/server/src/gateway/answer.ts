/** What a handler returns: one of its contract's replies, or one of its contract's problems. */

import type { Readable } from 'node:stream';
import type { Endpoint, Reply, ReplyBody } from '@kontor/contracts';
import type { Defect, Instant } from '@kontor/kernel';
import type { Overtaken } from './operations-services.ts';
import type {
  Absent,
  Done,
  Found,
  Impossible,
  KeyConflict,
  Quicker,
  Unavailable,
} from './services.ts';

/** Lower-case names. */
export type AnswerHeaders = Readonly<Record<string, string>>;

export type Answer<E extends Endpoint> = ReplyAnswer<E> | ProblemOf<E>;

type ReplyAnswer<E extends Endpoint> = {
  [Status in keyof E['replies']]: E['replies'][Status] extends Reply
    ? {
        readonly status: Status;
        readonly body: E['replies'][Status] extends { readonly isStream: true }
          ? Readable
          : ReplyBody<E, Status>;
        readonly headers?: AnswerHeaders;
      }
    : never;
}[keyof E['replies']];

type ProblemOf<E extends Endpoint> = {
  readonly problem:
    | E['problems'][number]
    | 'unavailable'
    | (E['idempotency'] extends 'required' ? KeyProblem : never)
    | (E['bodies'] extends object ? 'body_too_large' | 'request_timeout' : never)
    | (E['headers'] extends readonly (infer Header)[]
        ? 'If-Match' extends Header
          ? 'precondition_failed'
          : never
        : never);
  readonly detail?: string;
  readonly errors?: readonly Defect[];
  readonly by?: string;
  readonly at?: Instant;
  readonly headers?: AnswerHeaders;
};

type KeyProblem = 'idempotency_key_in_flight' | 'idempotency_key_reused';

/** Keeps the status literal, which the contract's replies are told apart by. */
export function reply<const Status extends number, Body>(
  status: Status,
  body: Body,
  headers: AnswerHeaders = NO_HEADERS,
) {
  return { status, body, headers };
}

export function notFound() {
  return { problem: 'not_found' } as const;
}

export function answerFound<Value>(outcome: Found<Value> | Absent) {
  return outcome.kind === 'found' ? reply(200, outcome.value) : notFound();
}

/** Of a change that somebody else may have come before. */
export function answerChange<Value>(outcome: Found<Value> | Absent | Overtaken) {
  if (outcome.kind !== 'stale') return answerFound(outcome);
  return { problem: 'version_conflict', detail: outcome.detail } as const;
}

export function answerImpossible({ detail }: Impossible) {
  return { problem: 'action_not_possible', detail } as const;
}

export function answerKeyConflict(outcome: KeyConflict) {
  if (outcome.kind === 'reused') return { problem: 'idempotency_key_reused' } as const;
  const headers = { 'retry-after': String(outcome.retryAfterSeconds) };
  return { problem: 'idempotency_key_in_flight', headers } as const;
}

/** To the second of two people: who was quicker, when, and what they did. */
export function answerQuicker<Code extends 'version_conflict' | 'exception_already_resolved'>(
  problem: Code,
  quicker: Quicker | undefined,
) {
  if (!quicker) return { problem } as const;
  return { problem, by: quicker.by, at: quicker.at, detail: quicker.sentence } as const;
}

export function answerUnavailable({ retryAfterSeconds }: Unavailable) {
  return {
    problem: 'unavailable',
    headers: { 'retry-after': String(retryAfterSeconds) },
  } as const;
}

/** Says so when the answer belongs to an earlier request with the same key. */
export function replayHeader({ kind }: Done<unknown>): AnswerHeaders {
  return kind === 'replayed' ? REPLAYED : NO_HEADERS;
}

const REPLAYED: AnswerHeaders = { 'idempotent-replayed': 'true' };
const NO_HEADERS: AnswerHeaders = {};
