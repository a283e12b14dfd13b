/**
 * What the embedded authorization server does, and everything it does not: client credentials for
 * applications, the code flow with PKCE for the console alone, and no other flow, page or grant.
 */

import { PERMISSION_NAMES, permissionsOf } from '@kontor/contracts';
import {
  errors,
  type AdapterPayload,
  type Configuration,
  type Grant,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { artefactAdapter } from '../artefacts/artefact-adapter.ts';
import type { EmbeddedIdentityOptions } from '../embedded-identity.ts';
import type { People } from '../people/person.ts';
import { hashSecret } from '../secret-hash.ts';
import { CONSOLE_APPLICATION } from '../sessions/session.ts';
import { IDENTITY_SCOPES } from '../sign-in/identity-scopes.ts';
import { signInPathOf } from './provider-sign-in.ts';

type Options = EmbeddedIdentityOptions & { readonly issuer: string; readonly audience: string };

export function providerConfiguration(options: Options): Configuration {
  const { issuer, audience, signingKeys, people } = options;
  const algorithm = signingKeys.keys[0]?.alg ?? 'ES256';
  const client = consoleClientOf(options);
  return {
    adapter: artefactAdapter({ ...options, consoleClient: client }),
    jwks: { keys: signingKeys.keys.map((key) => ({ ...key, use: 'sig' })) },
    scopes: [...IDENTITY_SCOPES, ...PERMISSION_NAMES],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientDefaults: { id_token_signed_response_alg: algorithm } as Configuration['clientDefaults'],
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES256', 'PS256', 'EdDSA', 'Ed25519'] },
    extraClientMetadata: { properties: ['legal_entities'] },
    extraTokenClaims: async (_ctx, token) => ({
      legal_entities: await legalEntitiesOf(token, people),
    }),
    pkce: { required: () => true },
    findAccount: accountOf(people),
    loadExistingGrant: (ctx) => grantOf(ctx, { people, audience }),
    cookies: cookiesOf(options),
    interactions: { url: (_ctx, { uid }) => `${issuer}${signInPathOf(uid)}` },
    renderError: (ctx, { error }) => {
      const { policy, text } = options.errorPage(error);
      ctx.type = 'html';
      ctx.set('content-security-policy', policy);
      ctx.body = text;
    },
    features: featuresOf(options, algorithm),
    // FAPI 2.0, 5.3.2.1: only the issuer identifier, as a string.
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims) => {
      if (claims['aud'] === issuer) return;
      throw new errors.InvalidClientAuth('the audience of the assertion must be the issuer');
    },
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    ttl: LIFETIMES,
    routes: { token: '/token', jwks: '/jwks', authorization: '/auth' },
  };
}

function featuresOf({ audience, signingKeys }: Options, algorithm: string) {
  const [signing] = signingKeys.keys;
  const resource = {
    audience,
    scope: PERMISSION_NAMES.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: TOKEN_SECONDS,
    jwt: { sign: { alg: algorithm, ...(signing?.kid && { kid: signing.kid }) } },
  } as const;
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx: unknown, wanted: string) => {
        if (wanted !== audience) throw new errors.InvalidTarget();
        return resource as never;
      },
    },
  } satisfies Configuration['features'];
}

/** No consent is asked: the console is ours, and what people may do follows from their roles. */
async function consoleClientOf(options: Options): Promise<AdapterPayload> {
  const { publicUrl, consoleClient } = options;
  return {
    client_id: CONSOLE_APPLICATION,
    client_name: 'Console',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [`${publicUrl}/console/callback`],
    scope: [...IDENTITY_SCOPES, ...PERMISSION_NAMES].join(' '),
    token_endpoint_auth_method: 'client_secret_basic',
    client_secret: await hashSecret(consoleClient.secret),
  };
}

function accountOf(people: People): NonNullable<Configuration['findAccount']> {
  return async (_ctx, subject) => {
    const person = await people.find(subject);
    return (
      person && {
        accountId: person.subject,
        claims: async () => ({ sub: person.subject, name: person.name, email: person.subject }),
      }
    );
  };
}

/** The scopes that a person's roles give; what else the console asks for is refused silently. */
async function grantOf(
  ctx: KoaContextWithOIDC,
  { people, audience }: { readonly people: People; readonly audience: string },
): Promise<Grant | undefined> {
  const { client, session, provider } = ctx.oidc;
  const person = session?.accountId ? await people.find(session.accountId) : undefined;
  if (!client || !person) return undefined;
  const held = permissionsOf(person.roles).join(' ');
  const others = PERMISSION_NAMES.filter((name) => !held.split(' ').includes(name)).join(' ');
  const grant = new provider.Grant({ accountId: person.subject, clientId: client.clientId });
  grant.addOIDCScope([...IDENTITY_SCOPES, held].join(' '));
  grant.addResourceScope(audience, held);
  // What was answered, if only by no, is not asked again.
  grant.rejectOIDCScope(others);
  grant.rejectResourceScope(audience, others);
  await grant.save();
  return grant;
}

async function legalEntitiesOf(token: object, people: People): Promise<readonly string[]> {
  if ('accountId' in token && typeof token.accountId === 'string') {
    return (await people.find(token.accountId))?.legalEntities ?? [];
  }
  const { client } = token as { readonly client?: { readonly legal_entities?: string[] } };
  return client?.legal_entities ?? [];
}

function cookiesOf({ consoleClient }: Options): Configuration['cookies'] {
  return {
    names: {
      session: 'kontor-issuer',
      interaction: 'kontor-issuer-interaction',
      resume: 'kontor-issuer-resume',
    },
    keys: [consoleClient.cookieKey],
    long: { signed: true, httpOnly: true, sameSite: 'lax', path: '/' },
    short: { signed: true, httpOnly: true, sameSite: 'lax' },
  };
}

/** ASVS 5.0, 10.4: short enough that a revoked application is soon out. */
const TOKEN_SECONDS = 600;
/** FAPI 2.0: up to ten seconds into the future is accepted. */
const CLOCK_TOLERANCE_SECONDS = 10;
const LIFETIMES = {
  ClientCredentials: TOKEN_SECONDS,
  AccessToken: TOKEN_SECONDS,
  IdToken: TOKEN_SECONDS,
  /** FAPI 2.0, 5.3.2.1: at most a minute. */
  AuthorizationCode: 60,
  /** A sign-in page that was left open. */
  Interaction: 600,
  /** Its own session is of no use after sign-in: the console asks for the password each time. */
  Session: 600,
  Grant: 600,
};
