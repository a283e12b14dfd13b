/** What the gateway is told when it is built. Only the application reads the environment. */

import type { Clock, Random } from '@kontor/kernel';
import type { FastifyBaseLogger } from 'fastify';
import type { Identity } from '../identity/identity.ts';
import type { ReplyViolation } from './check-reply.ts';
import type { Sessions } from '../identity/sessions/session.ts';
import type { Metrics } from './metrics.ts';
import type { ConsoleSignIn } from './pages/sign-in/sign-in-config.ts';
import type { RateLimitPolicy } from './request/rate-limit.ts';
import type { Services } from './services.ts';

export type GatewayOptions = {
  readonly services: Services;
  readonly identity: Identity;
  readonly sessions: Sessions;
  /** Absent where the console is no client of the issuer: then nobody signs in here. */
  readonly signIn?: ConsoleSignIn;
  readonly config: GatewayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly metrics: Metrics;
  /** Asked by /readyz: what is needed and whether it is there. */
  readonly readiness: () => Promise<readonly ReadinessCheck[]>;
  readonly logger: FastifyBaseLogger;
  /** The built console, where it is served. */
  readonly consoleFolder?: string;
  /**
   * Holds every reply against its contract and reports what does not fit; the caller then gets
   * `internal`. For tests: production trusts the handlers' types and spends the time on requests.
   */
  readonly onReplyViolation?: (violation: ReplyViolation) => void;
};

export type GatewayConfig = {
  /** As callers see it, without a slash at the end: `https://kontor.example`. */
  readonly publicUrl: string;
  /** Per application and node. */
  readonly rateLimit: RateLimitPolicy;
  /** At least 32 random bytes, the same on all nodes: seals page tokens. */
  readonly cursorKey: Uint8Array;
};

export type ReadinessCheck = {
  /** `database`, `migrations`, `signing-keys` */
  readonly name: string;
  readonly ready: boolean;
};
