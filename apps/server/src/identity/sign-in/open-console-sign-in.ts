/** How people sign in here: at our own issuer, or at the one that the operator named. */

import type { Clock } from '@kontor/kernel';
import type { ConsoleSignIn } from '../../gateway/pages/sign-in/sign-in-config.ts';
import type { DerivedKeys } from '../derived-keys.ts';
import type { Identity } from '../identity.ts';
import { CONSOLE_APPLICATION } from '../sessions/session.ts';
import { attemptSeal } from './attempt.ts';
import { IDENTITY_SCOPES } from './identity-scopes.ts';
import { PERMISSION_NAMES } from '@kontor/contracts';
import { relyingParty } from './relying-party.ts';

/** The console as a client that is registered at another issuer. */
export type ConsoleClientSettings = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What to ask for, in the issuer's own words. */
  readonly scope?: string;
};

type Options = {
  readonly identity: Identity;
  readonly publicUrl: string;
  /** The address that the server listens on. */
  readonly host: string;
  readonly client?: ConsoleClientSettings;
  readonly keys: DerivedKeys;
  readonly clock: Clock;
};

export function openConsoleSignIn(options: Options): ConsoleSignIn | undefined {
  const { identity, publicUrl, host, client, keys, clock } = options;
  const redirectUri = `${publicUrl}/console/callback`;
  const seal = attemptSeal(keys.signInAttempts, clock);
  const { issuer } = identity;
  if (identity.server) {
    const own = { clientId: CONSOLE_APPLICATION, clientSecret: keys.consoleClient };
    const scope = [...IDENTITY_SCOPES, ...PERMISSION_NAMES].join(' ');
    return {
      openParty: (inside) =>
        relyingParty({ ...own, issuer, redirectUri, scope, prompt: 'login', fetch: inside }),
      seal,
      offersSamplePeople: isLoopback(host) && isLoopback(new URL(publicUrl).hostname),
    };
  }
  if (!client) return undefined;
  const { scope = IDENTITY_SCOPES.join(' '), ...credentials } = client;
  return {
    openParty: () => relyingParty({ ...credentials, issuer, redirectUri, scope }),
    seal,
    offersSamplePeople: false,
  };
}

/** Behind a proxy the server listens on loopback as well: the public address must be one, too. */
function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host);
}
