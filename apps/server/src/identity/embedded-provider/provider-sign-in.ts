/**
 * The part of the embedded authorization server that people see: who is signing in, and that they
 * did. The pages themselves are the gateway's.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@kontor/kernel';
import { errors, type Provider } from 'oidc-provider';
import type { OwnSignIn } from '../identity.ts';
import { passwordCheck } from '../people/password-check.ts';
import type { People } from '../people/person.ts';

type Options = {
  readonly provider: Provider;
  readonly people: People;
  readonly clock: Clock;
  readonly prepare: (request: IncomingMessage) => void;
};

export function signInOf({ provider, people, clock, prepare }: Options): OwnSignIn {
  return {
    people,
    checkPassword: passwordCheck(people, clock),
    async isAwaited(request, response) {
      prepare(request);
      try {
        const { uid } = await provider.interactionDetails(request, response);
        return request.url?.startsWith(`/oauth${signInPathOf(uid)}`) ?? false;
      } catch (error) {
        if (error instanceof errors.SessionNotFound) return false;
        throw error;
      }
    },
    async finish(request, response, subject) {
      prepare(request);
      // In another window somebody else may have signed in meanwhile: who types now is who it is.
      const session = await sessionOf(provider, request, response);
      if (session.accountId !== undefined && session.accountId !== subject) await session.destroy();
      const login = { accountId: subject, remember: false };
      return provider.interactionResult(request, response, { login });
    },
    async endSession(request, response) {
      prepare(request);
      const session = await sessionOf(provider, request, response);
      if (session.accountId !== undefined) await session.destroy();
    },
  };
}

function sessionOf(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  return provider.Session.get(provider.createContext(request, response));
}

/** Below the mount path; the cookie of an interaction is sent there and nowhere else. */
export function signInPathOf(uid: string): string {
  return `/sign-in/${uid}`;
}
