/**
 * Whether somebody knows a person's password. The answer for an unknown e-mail takes as long and
 * says as much as the one for a wrong password. One attempt at a time for each e-mail, each slower
 * than the one before: sending many at once does not help to guess.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@kontor/kernel';
import { hashSecret, verifySecret } from '../secret-hash.ts';
import { signInSlowdown } from '../sign-in-slowdown.ts';
import type { People, Person } from './person.ts';

export type PasswordFinding =
  | { readonly kind: 'right'; readonly person: Person }
  /** `subject` only where there is such a person: for the audit trail, not for the caller. */
  | { readonly kind: 'wrong'; readonly subject?: string }
  /** More attempts for this e-mail are waiting than anybody types. */
  | { readonly kind: 'busy' };

export type PasswordCheck = (email: string, password: string) => Promise<PasswordFinding>;

export function passwordCheck(people: People, clock: Clock): PasswordCheck {
  const slowdown = signInSlowdown(clock);
  const queues = new Map<string, { last: Promise<unknown>; waiting: number }>();
  const decoy = hashSecret('nobody has this password');

  async function attempt(subject: string, password: string): Promise<PasswordFinding> {
    const delayMs = slowdown.delayMs(subject);
    if (delayMs > 0) await sleep(delayMs);
    const person = await people.find(subject);
    const isRight = await verifySecret(password, person?.passwordHash ?? (await decoy));
    if (person && isRight) {
      slowdown.succeeded(subject);
      return { kind: 'right', person };
    }
    slowdown.failed(subject);
    return { kind: 'wrong', ...(person && { subject }) };
  }

  return async (email, password) => {
    const subject = email.trim().toLowerCase();
    const queue = queues.get(subject) ?? { last: Promise.resolve(), waiting: 0 };
    if (queue.waiting >= WAITING_MAX || queues.size >= QUEUES_MAX) return { kind: 'busy' };
    queues.set(subject, queue);
    queue.waiting += 1;
    const mine = queue.last.then(() => attempt(subject, password));
    queue.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      queue.waiting -= 1;
      if (queue.waiting === 0) queues.delete(subject);
    }
  };
}

/** A person with two windows and a second finger. */
const WAITING_MAX = 5;
/** Bounds what is hashed at once, whatever is sent: 16 MB each. */
const QUEUES_MAX = 50;
