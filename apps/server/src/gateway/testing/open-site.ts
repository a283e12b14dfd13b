/**
 * A site that people sign in to: a gateway over services in memory, with the authorization server,
 * people, sessions and news of a real database, listening on loopback.
 */

import { systemTimers } from '@kontor/engine';
import { systemClock, systemRandom, type Clock } from '@kontor/kernel';
import { freePort } from '@kontor/postgres';
import type pg from 'pg';
import pino from 'pino';
import { present } from '@kontor/kernel';
import type { PersonSettings } from '../../company/company-settings.ts';
import { loadPeople, readPeople } from '../../company/load-people.ts';
import { derivedKeys } from '../../identity/derived-keys.ts';
import { openIdentity } from '../../identity/open-identity.ts';
import { openSessions } from '../../identity/sessions/open-sessions.ts';
import {
  openConsoleSignIn,
  type ConsoleClientSettings,
} from '../../identity/sign-in/open-console-sign-in.ts';
import { readSigningKeys } from '../../signing-keys/read-signing-keys.ts';
import { changesService } from '../../services/console/changes/changes-service.ts';
import { buildGateway } from '../build-gateway.ts';
import { createMetrics } from '../metrics.ts';
import { signInErrorPage } from '../pages/sign-in/sign-in-pages.ts';
import { memoryServices } from './memory-services.ts';

export type Site = Awaited<ReturnType<typeof openSite>>;

export type SiteIssuer = {
  readonly url: string;
  readonly audience: string;
  readonly consoleClient: ConsoleClientSettings;
};

type Options = {
  readonly pool: pg.Pool;
  readonly people: readonly PersonSettings[];
  /** Of the sessions; the authorization server has the machine's. */
  readonly sessionClock?: Clock;
  /** Says of the listening address that others can reach it. */
  readonly host?: string;
  /** Another issuer, asked for when it is known where the site is. */
  readonly issuerFor?: (publicUrl: string) => Promise<SiteIssuer>;
};

export async function openSite({
  pool,
  people,
  sessionClock = systemClock,
  host = '127.0.0.1',
  issuerFor,
}: Options) {
  const clock = systemClock;
  const faults: unknown[] = [];
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const issuer = await issuerFor?.(publicUrl);
  const client = await pool.connect();
  await loadPeople(client, await readPeople(people));
  client.release();
  const signingKeys = await readSigningKeys(pool);
  const keys = derivedKeys(present(signingKeys[0]?.d, 'a signing key is private'));
  const identity = await openIdentity({
    ...{ options: { publicUrl, ...(issuer && { issuer }) }, pool, signingKeys, keys, clock },
    errorPage: signInErrorPage,
    onFault: (fault) => void faults.push(fault),
  });
  const sessions = openSessions({
    ...{ pool, clock: sessionClock, random: systemRandom },
    issuer: identity.issuer,
    isOwnIssuer: identity.server !== undefined,
  });
  const signIn = present(
    openConsoleSignIn({
      ...{ identity, publicUrl, host, keys, clock },
      ...(issuer && { client: issuer.consoleClient }),
    }),
    'the embedded issuer has the console as its client',
  );
  const services = memoryServices(clock, systemRandom);
  const onTrouble = (trouble: unknown) => void faults.push(trouble);
  const changes = changesService({ pool, timers: systemTimers, onTrouble });
  const app = buildGateway({
    ...{ identity, sessions, signIn, clock, random: systemRandom },
    services: { ...services, console: { ...services.console, changes } },
    config: {
      publicUrl,
      rateLimit: { requests: 1_000, windowSeconds: 60 },
      cursorKey: keys.pageTokens,
    },
    metrics: createMetrics(),
    readiness: async () => [],
    logger: pino({ level: 'silent' }),
  });
  await app.listen({ host: '127.0.0.1', port });
  return { app, publicUrl, identity, sessions, faults, close: () => app.close() };
}
