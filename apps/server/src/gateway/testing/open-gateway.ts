/**
 * A gateway over services in memory with tokens of its own issuer: what the suites of the door
 * open.
 */

import { PERMISSION_NAMES } from '@kontor/contracts';
import { systemClock, systemRandom, toEpochMs, type Clock } from '@kontor/kernel';
import type { FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import pino, { type Logger } from 'pino';
import { externalIdentity } from '../../identity/external-identity.ts';
import { buildGateway } from '../build-gateway.ts';
import type { ReplyViolation } from '../check-reply.ts';
import type { GatewayOptions } from '../gateway-config.ts';
import { createMetrics } from '../metrics.ts';
import { memorySessions } from './memory-sessions.ts';
import { memoryServices, type MemoryServices } from './memory-services.ts';

export type OpenGateway = {
  readonly app: FastifyInstance;
  readonly services: MemoryServices;
  readonly violations: readonly ReplyViolation[];
  /** Lines of the log, parsed. */
  readonly log: readonly Record<string, unknown>[];
  readonly token: (claims?: TokenClaims) => Promise<string>;
};

export type TokenClaims = Readonly<Record<string, unknown>>;

export async function openGateway(
  change: Partial<GatewayOptions> & { readonly checkReplies?: boolean } = {},
): Promise<OpenGateway> {
  const clock = change.clock ?? systemClock;
  const issuer = await testIssuer(clock);
  const services = memoryServices(clock, systemRandom);
  const violations: ReplyViolation[] = [];
  const log: Record<string, unknown>[] = [];
  const { checkReplies = true, ...options } = change;
  const app = buildGateway({
    services,
    identity: issuer.identity,
    sessions: memorySessions(systemRandom),
    config: {
      publicUrl: PUBLIC_URL,
      rateLimit: { requests: 1_000_000, windowSeconds: 60 },
      cursorKey: new Uint8Array(32).fill(7),
    },
    clock,
    random: systemRandom,
    metrics: createMetrics(),
    readiness: async () => [{ name: 'database', ready: true }],
    logger: memoryLogger(log),
    ...(checkReplies && { onReplyViolation: (violation) => void violations.push(violation) }),
    ...options,
  });
  await app.ready();
  return { app, services, violations, log, token: issuer.token };
}

/** An issuer with one key, whose tokens a test may bend. */
export async function testIssuer(clock: Clock) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'ES256', use: 'sig' };
  const identity = externalIdentity({
    issuer: ISSUER,
    audience: PUBLIC_URL,
    tokenEndpoint: `${ISSUER}/token`,
    publicUrl: PUBLIC_URL,
    keys: { keys: [jwk] },
    clock,
  });
  return {
    identity,
    privateKey,
    publicJwk: jwk,
    token: (claims: TokenClaims = {}): Promise<string> =>
      new SignJWT(goodClaims(clock, claims))
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: KEY_ID })
        .sign(privateKey),
  };
}

export function goodClaims(clock: Clock, change: TokenClaims = {}): TokenClaims {
  const now = Math.floor(toEpochMs(clock.now()) / 1_000);
  return {
    iss: ISSUER,
    aud: PUBLIC_URL,
    sub: 'shop',
    client_id: 'shop',
    iat: now,
    exp: now + 600,
    jti: crypto.randomUUID(),
    scope: PERMISSION_NAMES.join(' '),
    legal_entities: ['DE01'],
    ...change,
  };
}

function memoryLogger(lines: Record<string, unknown>[]): Logger {
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return pino({ level: 'debug' }, { write });
}

export const PUBLIC_URL = 'https://kontor.example';
export const ISSUER = 'https://issuer.example';
export const KEY_ID = 'key-1';
