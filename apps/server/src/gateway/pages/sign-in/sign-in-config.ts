/** What the gateway is told of how people sign in to the console. */

import type { CustomFetch } from 'openid-client';
import type { AttemptSeal } from '../../../identity/sign-in/attempt.ts';
import type { RelyingParty } from '../../../identity/sign-in/relying-party.ts';

export type ConsoleSignIn = {
  /** Given how to reach this very gateway without a network: our own issuer is behind it. */
  openParty(inside: CustomFetch): RelyingParty;
  readonly seal: AttemptSeal;
  /** Whether sample people sign in by a click: only while nobody but this machine can call. */
  readonly offersSamplePeople: boolean;
};
