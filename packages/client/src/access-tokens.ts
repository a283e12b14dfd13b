/** Access tokens by client credentials (RFC 6749, 4.4), kept until shortly before they run out. */

import type { Permission } from '@kontor/contracts';
import type { Clock } from '@kontor/kernel';
import { exchange, type Silence } from './exchange.ts';

export type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

export type AccessTokens = {
  next(): Promise<Token | Silence>;
  /** The next one is asked for anew. */
  forget(): void;
};

export type Token = { readonly kind: 'token'; readonly value: string };

export type AccessTokensOptions = ClientCredentials & {
  readonly tokenUrl: string;
  /** What the token is for, and no more: each is an OAuth scope of the same name. */
  readonly permissions: readonly Permission[];
  /** Audience (RFC 8707); the token endpoint's default when absent. */
  readonly resource?: string;
  readonly clock: Clock;
};

export function accessTokens(options: AccessTokensOptions): AccessTokens {
  const { clock } = options;
  let kept: { readonly token: Promise<Token | Silence>; endsAtMs: number } | undefined;
  return {
    async next() {
      if (kept && clock.elapsedMs() < kept.endsAtMs) return kept.token;
      // Callers that come meanwhile share the request, whatever it brings.
      const asked = askForToken(options);
      const token = asked.then((answer) => answer.token);
      const asking = { token, endsAtMs: Infinity };
      kept = asking;
      const { lifetimeSeconds } = await asked;
      asking.endsAtMs = clock.elapsedMs() + (lifetimeSeconds - MARGIN_SECONDS) * 1_000;
      return token;
    },
    forget() {
      if (kept && kept.endsAtMs !== Infinity) kept = undefined;
    },
  };
}

async function askForToken({
  tokenUrl,
  clientId,
  clientSecret,
  permissions,
  resource,
}: AccessTokensOptions): Promise<{
  readonly token: Token | Silence;
  readonly lifetimeSeconds: number;
}> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: permissions.join(' '),
  });
  if (resource !== undefined) form.set('resource', resource);
  const userAndPassword = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const reply = await exchange({
    method: 'POST',
    url: tokenUrl,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(userAndPassword).toString('base64')}`,
    },
    body: form.toString(),
    timeoutMs: TIMEOUT_MS,
  });
  if (reply.kind === 'silence') return { token: reply, lifetimeSeconds: 0 };
  const value = reply.json as { access_token?: unknown; expires_in?: unknown } | undefined;
  if (reply.status !== 200 || typeof value?.access_token !== 'string') {
    const cause = `the token endpoint answered ${reply.status}: ${reply.text.slice(0, 200)}`;
    const isSignInRefused = reply.status >= 400 && reply.status < 500 && reply.status !== 429;
    const token = { kind: 'silence', cause, ...(isSignInRefused && { isSignInRefused }) } as const;
    return { token, lifetimeSeconds: 0 };
  }
  const lifetimeSeconds = typeof value.expires_in === 'number' ? value.expires_in : 0;
  return { token: { kind: 'token', value: value.access_token }, lifetimeSeconds };
}

const TIMEOUT_MS = 10_000;

/** A token that ends while a request is on its way would be refused. */
const MARGIN_SECONDS = 30;
