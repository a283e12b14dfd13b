/**
 * Who asks: what a verified access token or a session says, and nothing that a caller could claim
 * otherwise.
 */

import type { Permission, RoleName } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';

export type Actor = {
  /** `sub`: the person, or the application itself where no person is involved. */
  readonly subject: string;
  /** `client_id` (RFC 9068): the application that holds the token. */
  readonly application: string;
  /** `iss`: with the subject it names the identity for the audit trail. */
  readonly issuer: string;
  /** `scope`, as far as we know the words. */
  readonly permissions: ReadonlySet<Permission>;
  /** `legal_entities`: the codes of the companies that the token may act for. Never a wildcard. */
  readonly legalEntities: ReadonlySet<string>;
  /** Present when a person asks by their session of the console. */
  readonly person?: SignedInPerson;
};

export type SignedInPerson = {
  readonly name: string;
  readonly email?: string;
  /** Of the embedded authorization server; another issuer gives permissions, not roles. */
  readonly roles: readonly RoleName[];
  /** When they have to sign in again, however busy they are. */
  readonly sessionEndsAt: Instant;
};
