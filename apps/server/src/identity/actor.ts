/** Who asks: what a verified access token says, and nothing that a caller could claim otherwise. */

import type { Permission } from '@kontor/contracts';

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
};
