/**
 * A session of the console: the browser holds a random id in a cookie, the server holds everything
 * else. Looking at the person with every look-up is what makes a change of their roles count at
 * once.
 */

import type { Permission } from '@kontor/contracts';
import type { Actor } from '../actor.ts';

export type Sessions = {
  /** The id for the cookie, always a new one. */
  start(signedIn: SignedIn, correlationId: string): Promise<string>;
  /** Undefined when it ended, was idle for too long, or the person may no longer sign in. */
  find(id: string, visit: Visit): Promise<Actor | undefined> | Actor | undefined;
  /** What is needed to end the issuer's session as well; undefined when there was none. */
  end(id: string, correlationId: string): Promise<EndedSession | undefined>;
  /** Fires soon after it ended, however it did. Nobody looks any more once `leave` has fired. */
  untilEnded(id: string, leave: AbortSignal): AbortSignal;
  /** For the audit trail: somebody tried, and got no session. */
  noteRefusal(refusal: Refusal): Promise<void>;
};

export type Visit = {
  /** The page asks by itself: the person does not count as seen. */
  readonly isUnattended: boolean;
};

/** What the issuer said about a person who just signed in. */
export type SignedIn = {
  readonly subject: string;
  readonly name: string;
  readonly email?: string;
  readonly issuer: string;
  readonly permissions: readonly Permission[];
  readonly legalEntities: readonly string[];
  /** Kept only where it is needed to end the session at another issuer. */
  readonly idToken?: string;
};

export type Refusal = {
  /** Who it was meant to be; unknown where nobody was recognised. */
  readonly subject?: string;
  readonly reason: string;
  readonly correlationId: string;
};

export type EndedSession = { readonly subject: string; readonly idToken?: string };

/** A working day; after it everybody signs in again (ASVS 5.0, 7.3.2). */
export const SESSION_MS_MAX = 12 * 3_600_000;
/** A desk that somebody left (ASVS 5.0, 7.3.1). */
export const IDLE_MS_MAX = 3_600_000;
/** How exactly we know when a session was last seen: one write a minute, not one a request. */
export const SEEN_EVERY_MS = 60_000;

/** Of every session: which application it is. */
export const CONSOLE_APPLICATION = 'console';
