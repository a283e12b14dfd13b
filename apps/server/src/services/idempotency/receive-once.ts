/**
 * Take in content that streams, once per key: whoever comes again hears what the key stood for,
 * also when both came at the same time and the other one's key was kept first. The fingerprint
 * needs the whole content.
 */

import { sqlStateOf } from '@kontor/postgres';
import type pg from 'pg';
import type { FileContent, StreamedCall } from '../../gateway/services.ts';
import type { Slots } from '../slots.ts';
import { findKey, type EarlierIntent } from './find-key.ts';

export type ReceiveOnceOptions<Outcome> = {
  readonly pool: pg.Pool;
  readonly slots: Slots;
  /** Keeps the key in the database transaction that takes the content in. */
  readonly takeIn: () => Promise<Outcome>;
  readonly answerAgain: (earlier: EarlierIntent) => Outcome | Promise<Outcome>;
};

type AtCapacity = { readonly kind: 'at_capacity'; readonly retryAfterSeconds: number };

export async function receiveOnce<Outcome>(
  call: StreamedCall,
  bytes: FileContent['bytes'],
  { pool, slots, takeIn, answerAgain }: ReceiveOnceOptions<Outcome>,
): Promise<Outcome | AtCapacity> {
  const key = { ...call.idempotency, applicationId: call.actor.application };
  const earlier = await findKey(pool, key);
  if (earlier) {
    for await (const _chunk of bytes);
    return await answerAgain(earlier);
  }
  const giveBack = await slots.take();
  if (!giveBack) return { kind: 'at_capacity', retryAfterSeconds: RETRY_AFTER_SECONDS };
  try {
    return await takeIn();
  } catch (error) {
    const taken = sqlStateOf(error) === UNIQUE_VIOLATION && (await findKey(pool, key));
    if (!taken) throw error;
    return await answerAgain(taken);
  } finally {
    giveBack();
  }
}

/** A daily statement, or a report, is read in a second or two. */
const RETRY_AFTER_SECONDS = 5;
const UNIQUE_VIOLATION = '23505';
