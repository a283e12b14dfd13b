/**
 * An issuer of somebody else, as a company has it: everybody who comes is Ada, and what she may do
 * is said in the access token. It knows nothing of Kontor but its address.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

export type ForeignIssuer = {
  readonly url: string;
  /** What its tokens say of Ada from now on. */
  readonly claims: { scope: string; legalEntities: readonly string[] };
  close(): Promise<void>;
};

export async function openForeignIssuer(kontorUrl: string): Promise<ForeignIssuer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: 'foreign-1', alg: 'ES256', use: 'sig' };
  const claims = { scope: 'console:use legal-entities:read', legalEntities: ['DE01'] };
  const provider = new Provider(url, {
    jwks: { keys: [jwk] },
    clients: [clientAt(kontorUrl)],
    cookies: { keys: ['only for tests'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, name: 'Ada Byrne', email: 'ada@company.example' }),
    }),
    loadExistingGrant: async (ctx) => {
      const { session, client } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        accountId: session?.accountId ?? '',
        clientId: client?.clientId ?? '',
      });
      const others = ASKED.split(' ').filter((name) => !claims.scope.split(' ').includes(name));
      grant.addOIDCScope('openid profile email');
      grant.addResourceScope(API, claims.scope);
      grant.rejectResourceScope(API, others.join(' '));
      await grant.save();
      return grant;
    },
    extraTokenClaims: () => ({ legal_entities: claims.legalEntities }),
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          ...{ audience: API, scope: ASKED, accessTokenFormat: 'jwt' as const },
          jwt: { sign: { alg: 'ES256' as const } },
        }),
      },
    },
    interactions: { url: (_ctx, { uid }) => `${url}/come-in/${uid}` },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/come-in/')) return void answer(request, response);
    const login = { accountId: '8d2f-ada' };
    return void provider.interactionFinished(request, response, { login });
  });
  return {
    url,
    claims,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function clientAt(kontorUrl: string) {
  return {
    ...FOREIGN_CLIENT,
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    id_token_signed_response_alg: 'ES256' as const,
    redirect_uris: [`${kontorUrl}/console/callback`],
    post_logout_redirect_uris: [`${kontorUrl}/console/signed-out`],
  };
}

/** What the console asks that issuer for; of it everybody gets what the issuer lets them have. */
export const ASKED = 'console:use legal-entities:read audit:read';
/** What the company calls our API. */
export const API = 'https://api.company.example';
export const FOREIGN_CLIENT = { client_id: 'kontor', client_secret: 's'.repeat(43) };
