/**
 * Who may knock: how access tokens are verified, and where callers get them. Made by
 * `embeddedIdentity` (Kontor is its own authorization server) or `externalIdentity` (any issuer).
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor } from './actor.ts';
import type { PasswordCheck } from './people/password-check.ts';
import type { People } from './people/person.ts';

export type Identity = {
  /** `iss` of the tokens. */
  readonly issuer: string;
  /** `aud` of the tokens: this API. */
  readonly audience: string;
  readonly tokenEndpoint: string;
  /** Address of our protected resource metadata (RFC 9728). */
  readonly resourceMetadata: string;
  /** At once when the token was verified before. */
  readonly verify: (token: string) => Verified | Promise<Verified>;
  /** Present when the authorization server is ours: answers what is below `mountPath`. */
  readonly server?: {
    readonly mountPath: string;
    readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    /** Metadata of the authorization server at its well-known address (RFC 8414). */
    readonly metadataPath: string;
    readonly signIn: OwnSignIn;
  };
};

/** What the pages need on which people sign in at the authorization server that is ours. */
export type OwnSignIn = {
  readonly people: People;
  readonly checkPassword: PasswordCheck;
  /** Whether this browser was sent here to sign in, and the address is of that very attempt. */
  isAwaited(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Where the browser goes on, signed in as that person. */
  finish(request: IncomingMessage, response: ServerResponse, subject: string): Promise<string>;
  /** Forgets what the authorization server itself remembers of this browser. */
  endSession(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

export type Verified =
  | { readonly kind: 'actor'; readonly actor: Actor }
  /** For the log, not for the caller. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The issuer's keys cannot be had: neither yes nor no. */
  | { readonly kind: 'unavailable' };
