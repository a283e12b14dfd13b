/**
 * An application: a client of the API with its credentials, and what it may do for which companies.
 */

import type { Permission } from '@kontor/contracts';

export type Application = {
  readonly clientId: string;
  readonly name: string;
  /** Of `hashSecret`; absent when it signs in with a key. */
  readonly secretHash?: string;
  /** Public keys (RFC 7517) for `private_key_jwt`; absent when it signs in with a secret. */
  readonly jwks?: { readonly keys: readonly object[] };
  readonly permissions: readonly Permission[];
  readonly legalEntities: readonly string[];
};

/** Where registered applications are kept. One that is disabled is not found. */
export type Applications = {
  find(clientId: string): Promise<Application | undefined>;
};
