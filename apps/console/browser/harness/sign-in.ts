/** Signs a browser context in as one of the sample people. */

import type { BrowserContext } from 'playwright-core';
import { inject } from 'vitest';

export type Person = 'ana' | 'charles' | 'greta' | 'omar' | 'ada';

/** The sample application may do what its people may, taken together. */
export async function signIn(context: BrowserContext, _as: Person): Promise<void> {
  token ??= askForToken();
  await context.setExtraHTTPHeaders({ authorization: `Bearer ${await token}` });
}

async function askForToken(): Promise<string> {
  const { clientId, clientSecret } = inject('operations');
  const user = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const response = await fetch(`${inject('platformUrl')}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${user}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }),
  });
  const { access_token } = (await response.json()) as { readonly access_token: string };
  return access_token;
}

let token: Promise<string> | undefined;

const SCOPE = [
  'transactions:read bank:read receivables:read receivables:match exceptions:read',
  'exceptions:resolve approvals:decide deliveries:read deliveries:replay connections:read',
  'connections:operate events:read legal-entities:read reports:read audit:read',
].join(' ');
