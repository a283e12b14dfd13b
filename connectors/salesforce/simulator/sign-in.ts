/**
 * The token endpoint, and who is signed in. Tokens end, as the organisation's session settings say.
 */

import { randomBytes } from 'node:crypto';
import type { SimulatedReply, SimulatedRequest } from '@kontor/connector-kit/simulator';
import { plusMs, toEpochMs, type Clock, type Instant } from '@kontor/kernel';
import { jsonReply } from './salesforce-reply.ts';

export type SignIn = {
  answer(request: SimulatedRequest): SimulatedReply;
  isSignedIn(request: SimulatedRequest): boolean;
  /** Ends every session at once, as an administrator can. */
  revokeAll(): void;
};

type SignInOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenLifetimeSeconds: number;
  readonly clock: Clock;
};

export function simulatedSignIn(options: SignInOptions): SignIn {
  const { clientId, clientSecret, tokenLifetimeSeconds, clock } = options;
  const endsAt = new Map<string, Instant>();
  return {
    answer({ headers, body }) {
      const form = new URLSearchParams(body);
      if (form.get('grant_type') !== 'client_credentials') return GRANT_TYPE_NOT_SUPPORTED;
      if (form.get('client_id') !== clientId) return CLIENT_ID_INVALID;
      if (form.get('client_secret') !== clientSecret) return CLIENT_SECRET_INVALID;
      const token = `00DKi0000000001!${randomBytes(48).toString('base64url')}`;
      endsAt.set(token, plusMs(clock.now(), tokenLifetimeSeconds * 1000));
      const instanceUrl = `http://${headers['host'] ?? 'localhost'}`;
      // As the original: no expires_in, and issued_at in milliseconds as text.
      return jsonReply(200, {
        access_token: token,
        scope: 'api',
        instance_url: instanceUrl,
        id: `${instanceUrl}/id/00DKi0000000001AAA/005Ki0000000001IAA`,
        token_type: 'Bearer',
        issued_at: String(toEpochMs(clock.now())),
        api_instance_url: instanceUrl,
      });
    },
    isSignedIn({ headers }) {
      const token = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1] ?? '';
      return clock.now() < (endsAt.get(token) ?? '');
    },
    revokeAll: () => endsAt.clear(),
  };
}

const GRANT_TYPE_NOT_SUPPORTED = jsonReply(400, {
  error: 'unsupported_grant_type',
  error_description: 'grant type not supported',
});
const CLIENT_ID_INVALID = jsonReply(400, {
  error: 'invalid_client_id',
  error_description: 'client identifier invalid',
});
const CLIENT_SECRET_INVALID = jsonReply(400, {
  error: 'invalid_client',
  error_description: 'invalid client credentials',
});
