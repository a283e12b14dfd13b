/**
 * Identity from an issuer that exists already: Entra, Okta, Keycloak, Ping, anything with RFC 9068.
 */

import type { Clock } from '@kontor/kernel';
import type { Identity } from './identity.ts';
import { readIssuerJson } from './issuer-metadata.ts';
import { fetchedKeys, givenKeys, type KeySet } from './key-source.ts';
import { tokenVerifier } from './token-verifier.ts';

type Options = {
  /** As it is in `iss`, to the character. */
  readonly issuer: string;
  /** As it is in `aud`: the identifier of this API at the issuer. */
  readonly audience: string;
  readonly tokenEndpoint: string;
  /** As callers see us, without a slash at the end. */
  readonly publicUrl: string;
  /** Pinned: keys, or the one address from which they are fetched, as the issuer publishes it. */
  readonly keys: KeySet | { readonly address: () => Promise<string> };
  readonly clock: Clock;
};

export function externalIdentity(options: Options): Identity {
  const { issuer, audience, tokenEndpoint, publicUrl, keys, clock } = options;
  const source =
    'keys' in keys
      ? givenKeys(keys)
      : fetchedKeys(async () => fetchKeys(await keys.address()), clock);
  return {
    issuer,
    audience,
    tokenEndpoint,
    resourceMetadata: `${publicUrl}${RESOURCE_METADATA_PATH}`,
    verify: tokenVerifier({ issuer, audience, keys: source }, clock),
  };
}

async function fetchKeys(address: string): Promise<KeySet> {
  const set = (await readIssuerJson(address)) as Partial<KeySet>;
  if (!Array.isArray(set.keys)) throw new Error('the issuer did not answer with a key set');
  return { keys: set.keys };
}

export const RESOURCE_METADATA_PATH = '/.well-known/oauth-protected-resource';
