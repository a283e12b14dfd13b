/**
 * The console as a client of an OpenID Connect issuer, ours or another: authorization code flow
 * with PKCE, state, nonce and the issuer's name in the reply (RFC 9207). `openid-client` does the
 * protocol.
 */

import * as oidc from 'openid-client';
import type { Attempt } from './attempt.ts';

export type RelyingParty = {
  /** Where the browser goes, and what has to be known when it comes back. */
  begin(returnTo: string): Promise<{ readonly address: URL; readonly attempt: Attempt }>;
  /** `url`: the address of ours that the issuer sent the browser to, with all its parameters. */
  finish(url: URL, attempt: Attempt): Promise<SignInFinding>;
  /** Where to end the issuer's own session; undefined when it has no such place. */
  endSessionAddress(idToken: string): Promise<URL | undefined>;
};

export type SignInFinding =
  | {
      readonly kind: 'signed-in';
      readonly accessToken: string;
      readonly idToken: string;
      readonly subject: string;
      readonly name: string;
      readonly email?: string;
    }
  /** For the log and the audit trail. */
  | { readonly kind: 'refused'; readonly reason: string };

export type RelyingPartyOptions = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** Ours always asks for the password: what ends a session after an hour must not be undone. */
  readonly prompt?: 'login';
  /** How the issuer is reached when it is not by the network. */
  readonly fetch?: oidc.CustomFetch;
};

export function relyingParty(options: RelyingPartyOptions): RelyingParty {
  const { redirectUri, scope, prompt } = options;
  let discovered: Promise<oidc.Configuration> | undefined;
  /** What the issuer publishes is read once; a failure is not remembered. */
  const configuration = () => {
    discovered ??= discover(options).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  return {
    async begin(returnTo) {
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
        returnTo,
      };
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
        ...(prompt && { prompt }),
      });
      return { address, attempt };
    },
    finish: async (url, attempt) => exchange(await configuration(), url, attempt),
    async endSessionAddress(idToken) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: new URL('/console/signed-out', redirectUri).href,
      });
    },
  };
}

async function discover(options: RelyingPartyOptions): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = options;
  const isPlain = issuer.startsWith('http://');
  return oidc.discovery(new URL(issuer), clientId, {}, oidc.ClientSecretBasic(clientSecret), {
    // The signature of the ID token is checked although it came by a direct line.
    execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
    timeout: ISSUER_TIMEOUT_SECONDS,
    ...(options.fetch && { [oidc.customFetch]: options.fetch }),
  });
}

async function exchange(
  config: oidc.Configuration,
  url: URL,
  { state, nonce, codeVerifier }: Attempt,
): Promise<SignInFinding> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims || tokens.id_token === undefined) return refused('no_id_token');
    const email = textOf(claims['email']);
    return {
      kind: 'signed-in',
      accessToken: tokens.access_token,
      idToken: tokens.id_token,
      subject: claims.sub,
      name: textOf(claims['name']) ?? textOf(claims['preferred_username']) ?? email ?? claims.sub,
      ...(email !== undefined && { email }),
    };
  } catch (error) {
    return refused(reasonOf(error));
  }
}

/** The words of the protocol (`access_denied`, `invalid_grant`) and of the library. */
function reasonOf(error: unknown): string {
  if (error instanceof oidc.AuthorizationResponseError) return error.error;
  if (error instanceof oidc.ResponseBodyError) return error.error;
  if (error instanceof oidc.ClientError) return error.code ?? error.message;
  return error instanceof Error ? error.message : 'unknown';
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== ''
    ? claim.slice(0, NAME_CHARACTERS_MAX)
    : undefined;
}

function refused(reason: string): SignInFinding {
  return { kind: 'refused', reason };
}

const NAME_CHARACTERS_MAX = 200;
/** A person waits for it. */
const ISSUER_TIMEOUT_SECONDS = 10;
