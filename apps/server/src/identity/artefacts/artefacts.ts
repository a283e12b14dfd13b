/**
 * What the authorization server remembers between two requests: codes, interactions, grants, its
 * own short sessions and client assertions that were used. Access tokens are signed and not kept.
 */

import type { AdapterPayload } from 'oidc-provider';

export type Artefacts = {
  find(kind: string, id: string): Promise<AdapterPayload | undefined>;
  findByUid(kind: string, uid: string): Promise<AdapterPayload | undefined>;
  keep(kind: string, id: string, payload: AdapterPayload, seconds: number): Promise<void>;
  /** False when it was consumed before: of two that come at once, one is first. */
  consume(kind: string, id: string): Promise<boolean>;
  forget(kind: string, id: string): Promise<void>;
  forgetGrant(grantId: string): Promise<void>;
};
