/**
 * Kontor as its own authorization server, for a first run and for sites without an issuer:
 * applications get tokens by client credentials, people sign in to the console by the code flow.
 * Tokens of ten minutes for this API, signed with keys that the caller keeps.
 *
 * `oidc-provider` does the protocol. Everything else that it offers is not mounted, so that there
 * is no flow that nobody looks after.
 */

import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@kontor/kernel';
import { Provider } from 'oidc-provider';
import type { Applications } from './application.ts';
import type { Artefacts } from './artefacts/artefacts.ts';
import { providerConfiguration } from './embedded-provider/provider-configuration.ts';
import { signInOf } from './embedded-provider/provider-sign-in.ts';
import { RESOURCE_METADATA_PATH } from './external-identity.ts';
import type { Identity } from './identity.ts';
import { givenKeys, type KeySet } from './key-source.ts';
import type { People } from './people/person.ts';
import { verifySecret } from './secret-hash.ts';
import { signInSlowdown } from './sign-in-slowdown.ts';
import { tokenVerifier } from './token-verifier.ts';

export type EmbeddedIdentityOptions = {
  /** As callers see us, without a slash at the end. The issuer is `<publicUrl>/oauth`. */
  readonly publicUrl: string;
  /** Private keys (RFC 7517), P-256 or Ed25519, each with its `kid` and `alg`; the first signs. */
  readonly signingKeys: KeySet;
  readonly applications: Applications;
  readonly people: People;
  readonly artefacts: Artefacts;
  readonly consoleClient: ConsoleClient;
  readonly clock: Clock;
  /** What a browser shows when the authorization server cannot go on. */
  readonly errorPage: ErrorPage;
  /** Told of faults behind the token endpoint; the caller only learns that there was one. */
  readonly onFault?: (fault: unknown) => void;
};

/** For an error code of RFC 6749: the HTML, and the Content-Security-Policy that fits it. */
export type ErrorPage = (code: string) => { readonly text: string; readonly policy: string };

/** The console as a confidential client of its own server. */
export type ConsoleClient = {
  readonly secret: string;
  /** Signs the authorization server's cookies; at least 32 random bytes, the same on all nodes. */
  readonly cookieKey: string;
};

export function embeddedIdentity(options: EmbeddedIdentityOptions): Identity {
  const { publicUrl, signingKeys, clock } = options;
  const issuer = `${publicUrl}${MOUNT_PATH}`;
  const audience = publicUrl;
  const provider = new Provider(issuer, providerConfiguration({ ...options, issuer, audience }));
  provider.proxy = true;
  provider.on('server_error', (_ctx, fault) => options.onFault?.(fault));
  slowDownGuessing(provider, clock);
  const callback = provider.callback();
  const prepare = preparing(publicUrl);
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
        prepare(request);
        const url = request.url ?? '/';
        request.url = url.startsWith(MOUNT_PATH) ? url.slice(MOUNT_PATH.length) : METADATA_PATH;
        // So the provider knows below which path it is mounted.
        Object.assign(request, { originalUrl: `${MOUNT_PATH}${request.url}` });
        await callback(request, response);
      },
      signIn: signInOf({ ...options, provider, prepare }),
    },
  };
}

/** What the caller says about our address is replaced by what we know about it. */
function preparing(publicUrl: string): (request: IncomingMessage) => void {
  const { protocol, host } = new URL(publicUrl);
  return (request) => {
    request.headers.host = host;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    delete request.headers['x-forwarded-host'];
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
