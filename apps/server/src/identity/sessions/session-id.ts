/** The id in the cookie, and the hash that is kept of it: a stolen database opens no session. */

import { hash } from 'node:crypto';
import type { Random } from '@kontor/kernel';

export function newSessionId(random: Random): string {
  return Buffer.from(random.bytes(ID_BYTES)).toString('base64url');
}

export function hashOfSessionId(id: string): Buffer {
  return hash('sha256', id, 'buffer');
}

/** Anything else is not looked up. */
export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

const ID_BYTES = 32;
const SESSION_ID = /^[\w-]{43}$/;
