/**
 * Kontor as its own authorization server, for a first run and for sites without an issuer: client
 * credentials only, tokens of ten minutes for this API, signed with keys that the caller keeps.
 *
 * `oidc-provider` does the protocol. Everything it offers beyond token, keys and metadata is not
 * mounted, so that there is no page to phish and no flow that nobody looks after.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { PERMISSION_NAMES } from '@kontor/contracts';
import type { Clock } from '@kontor/kernel';
import { Provider, errors, type Configuration } from 'oidc-provider';
import type { Applications } from './application.ts';
import { clientAdapter } from './client-adapter.ts';
import { RESOURCE_METADATA_PATH } from './external-identity.ts';
import type { Identity } from './identity.ts';
import { givenKeys, type KeySet } from './key-source.ts';
import { verifySecret } from './secret-hash.ts';
import { signInSlowdown } from './sign-in-slowdown.ts';
import { tokenVerifier } from './token-verifier.ts';

type Options = {
  /** As callers see us, without a slash at the end. The issuer is `<publicUrl>/oauth`. */
  readonly publicUrl: string;
  /** Private keys (RFC 7517), P-256 or Ed25519, each with its `kid` and `alg`; the first signs. */
  readonly signingKeys: KeySet;
  readonly applications: Applications;
  readonly clock: Clock;
  /** Told of faults behind the token endpoint; the caller only learns that there was one. */
  readonly onFault?: (fault: unknown) => void;
};

export function embeddedIdentity(options: Options): Identity {
  const { publicUrl, signingKeys, applications, clock } = options;
  const issuer = `${publicUrl}${MOUNT_PATH}`;
  const audience = publicUrl;
  const provider = new Provider(
    issuer,
    configurationOf({ issuer, audience, signingKeys, applications }),
  );
  provider.proxy = true;
  provider.on('server_error', (_ctx, fault) => options.onFault?.(fault));
  slowDownGuessing(provider, clock);
  const callback = provider.callback();
  const { protocol, host } = new URL(publicUrl);
  return {
    issuer,
    audience,
    tokenEndpoint: `${issuer}/token`,
    resourceMetadata: `${publicUrl}${RESOURCE_METADATA_PATH}`,
    verify: tokenVerifier({ issuer, audience, keys: givenKeys(signingKeys) }, clock),
    server: {
      mountPath: MOUNT_PATH,
      metadataPath: `/.well-known/oauth-authorization-server${MOUNT_PATH}`,
      async handle(request, response) {
        // What the caller says about our address is replaced by what we know about it.
        request.headers.host = host;
        request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
        delete request.headers['x-forwarded-host'];
        const url = request.url ?? '/';
        request.url = url.startsWith(MOUNT_PATH) ? url.slice(MOUNT_PATH.length) : METADATA_PATH;
        // So the provider knows below which path it is mounted.
        Object.assign(request, { originalUrl: `${MOUNT_PATH}${request.url}` });
        await callback(request, response);
      },
    },
  };
}

function configurationOf(options: {
  readonly issuer: string;
  readonly audience: string;
  readonly signingKeys: KeySet;
  readonly applications: Applications;
}): Configuration {
  const { issuer, audience, signingKeys, applications } = options;
  const [signing] = signingKeys.keys;
  const algorithm = signing?.alg ?? 'ES256';
  const resource = {
    audience,
    scope: PERMISSION_NAMES.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: TOKEN_SECONDS,
    jwt: { sign: { alg: algorithm, ...(signing?.kid && { kid: signing.kid }) } },
  } as const;
  return {
    adapter: clientAdapter(applications),
    jwks: { keys: signingKeys.keys.map((key) => ({ ...key, use: 'sig' })) },
    scopes: [...PERMISSION_NAMES],
    responseTypes: ['none'],
    clientDefaults: { id_token_signed_response_alg: algorithm } as Configuration['clientDefaults'],
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES256', 'PS256', 'EdDSA', 'Ed25519'] },
    extraClientMetadata: { properties: ['legal_entities'] },
    extraTokenClaims: (_ctx, token) => ({
      legal_entities: ('client' in token && token.client?.['legal_entities']) || [],
    }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (_ctx, wanted) => {
          if (wanted !== audience) throw new errors.InvalidTarget();
          return resource as never;
        },
      },
    },
    // FAPI 2.0, 5.3.2.1: only the issuer identifier, as a string.
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims) => {
      if (claims['aud'] === issuer) return;
      throw new errors.InvalidClientAuth('the audience of the assertion must be the issuer');
    },
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    ttl: { ClientCredentials: TOKEN_SECONDS },
    routes: { token: '/token', jwks: '/jwks' },
  };
}

/** Secrets are compared with their stored hash, more slowly the more often that failed. */
function slowDownGuessing(provider: Provider, clock: Clock): void {
  const slowdown = signInSlowdown(clock);
  const client = provider.Client.prototype as unknown as {
    clientId: string;
    clientSecret: string;
    compareClientSecret(actual: string): Promise<boolean>;
  };
  client.compareClientSecret = async function (actual) {
    const delayMs = slowdown.delayMs(this.clientId);
    if (delayMs > 0) await sleep(delayMs);
    const matches = await verifySecret(actual, this.clientSecret);
    if (matches) slowdown.succeeded(this.clientId);
    else slowdown.failed(this.clientId);
    return matches;
  };
}

const MOUNT_PATH = '/oauth';
const METADATA_PATH = '/.well-known/openid-configuration';
/** ASVS 5.0, 10.4: short enough that a revoked application is soon out. */
const TOKEN_SECONDS = 600;
/** FAPI 2.0: up to ten seconds into the future is accepted. */
const CLOCK_TOLERANCE_SECONDS = 10;
