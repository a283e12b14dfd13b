/**
 * The whole server, put together: database, master data, connections, engine, services, gateway.
 * With start-engine.ts the only file that knows them all; each is given what it needs and nothing
 * else.
 */

import { present, systemClock, systemRandom } from '@kontor/kernel';
import type { Contain } from '@kontor/engine';
import { migrate, openPool } from '@kontor/postgres';
import type { JWK } from 'jose';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Connector } from '@kontor/connector-sdk';
import { connectors } from './catalogue.ts';
import type { CompanySettings } from './company/company-settings.ts';
import { loadCompany } from './company/load-company.ts';
import { openConnection, type OpenConnection } from './connections/open-connection.ts';
import { refreshLedger } from './duties/refresh-ledgers.ts';
import { buildGateway } from './gateway/build-gateway.ts';
import type { ReplyViolation } from './gateway/check-reply.ts';
import { createMetrics } from './gateway/metrics.ts';
import { signInErrorPage } from './gateway/pages/sign-in/sign-in-pages.ts';
import { derivedKeys, type DerivedKeys } from './identity/derived-keys.ts';
import { openIdentity } from './identity/open-identity.ts';
import { openSessions } from './identity/sessions/open-sessions.ts';
import {
  openConsoleSignIn,
  type ConsoleClientSettings,
} from './identity/sign-in/open-console-sign-in.ts';
import { holdAfterRestore } from './restore/hold-after-restore.ts';
import { registerBusinessMetrics } from './metrics/register-business-metrics.ts';
import { registerHistoryMetrics } from './metrics/register-history-metrics.ts';
import { openReferenceData } from './reference-data/open-reference-data.ts';
import { recordTermsOf } from './retention/record-terms.ts';
import { retentionTermsOf } from './retention/retention-terms.ts';
import { openServices } from './services/open-services.ts';
import type { SandboxControls } from './services/sandbox/sandbox-service.ts';
import { readSigningKeys } from './signing-keys/read-signing-keys.ts';
import type { Installation } from './services/console/viewer/viewer-service.ts';
import { USUAL_BATCH_POLICY } from './services/exception-batches/batch-policy.ts';
import { startEngine } from './start-engine.ts';
import server from '../package.json' with { type: 'json' };

export type ServerOptions = {
  readonly databaseUrl: string;
  /** By name; those of the catalogue unless given. */
  readonly connectors?: ReadonlyMap<string, Connector>;
  /** Folder of the migrations. */
  readonly migrations: string;
  readonly company: CompanySettings;
  readonly host: string;
  readonly port: number;
  /** As callers see it, without a slash at the end. */
  readonly publicUrl: string;
  /** Any issuer instead of the embedded one. */
  readonly issuer?: {
    readonly url: string;
    readonly audience: string;
    /** The console as its client; without it nobody signs in to the console. */
    readonly consoleClient?: ConsoleClientSettings;
  };
  readonly bankFolder?: string;
  /** Bank files that are taken in at once through the API. */
  readonly bankFilesAtOnce?: number;
  /** The built console; without it, none is served. */
  readonly consoleFolder?: string;
  readonly allowsLoopbackWebhooks: boolean;
  /** Requests per minute of one application. */
  readonly requestsPerMinute?: number;
  /** Connections to the database at most. */
  readonly databaseConnections?: number;
  /** Where servers of this machine see that this one lives; the temporary folder unless given. */
  readonly doorFolder?: string;
  /** The name of a restore of an older backup: everything starts on hold, once. */
  readonly restored?: string;
  /** Beside the sandbox: its switches, and invoices to watch. */
  readonly sandbox?: SandboxControls;
  /** Ends code of ours that does not come back; nothing does unless given. */
  readonly contain?: Contain;
  readonly logger: Logger;
  readonly onReplyViolation?: (violation: ReplyViolation) => void;
};

export type RunningServer = {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Reads the cached master data of every ledger anew. */
  refreshMasterData(): Promise<void>;
  /** Stops taking work, gives back what was not sent, and closes. */
  stop(): Promise<void>;
};

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { company, logger, publicUrl } = options;
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'the engine goes on after');
  const { databaseConnections: connectionsMax } = options;
  // Before anything is touched: what is wrong with a setting is said, and nothing is begun.
  const recordTerms = recordTermsOf(company);
  const pool = openPool({
    connectionString: options.databaseUrl,
    ...(connectionsMax !== undefined && { connectionsMax }),
  });
  await migrate(pool, options.migrations);
  await loadCompany(pool, company);
  if (options.restored !== undefined) await holdAfterRestore(pool, options.restored);
  const connections = openConnections(company, options.connectors ?? connectors);
  const reference = await openReferenceData(pool, onTrouble);
  const engine = await startEngine({ options, pool, connections, reference, onTrouble });
  const signingKeys = await readSigningKeys(pool);
  const keys = derivedKeys(present(signingKeys[0]?.d, 'a signing key is private'));
  const metrics = createMetrics();
  const { queues, retention } = engine;
  registerHistoryMetrics(metrics.registry, pool);
  registerBusinessMetrics({ registry: metrics.registry, pool, queues, retention });
  const refreshReferenceData = () => reference.refresh();
  const services = openServices({
    ...{ ...engine, pool, refreshReferenceData, onTrouble },
    ...(options.sandbox && { sandbox: options.sandbox }),
    installation: installationOf(options),
    bankFilesAtOnce: options.bankFilesAtOnce,
    batchPolicy: { ...USUAL_BATCH_POLICY, ...company.bulkActions },
    recordTerms,
    retentionTerms: retentionTermsOf(company.retention),
  });
  const preparing = services.console.overview.prepare().catch(onTrouble);
  const gateway = buildGateway({
    services,
    ...(await openAccess({ options, pool, signingKeys, keys })),
    config: {
      publicUrl,
      rateLimit: { requests: options.requestsPerMinute ?? REQUESTS_PER_MINUTE, windowSeconds: 60 },
      cursorKey: keys.pageTokens,
    },
    clock: systemClock,
    random: systemRandom,
    metrics,
    readiness: () => readinessOf(pool),
    logger,
    ...(options.consoleFolder !== undefined && { consoleFolder: options.consoleFolder }),
    ...(options.onReplyViolation && { onReplyViolation: options.onReplyViolation }),
  });
  await gateway.listen({ host: options.host, port: options.port });
  return {
    url: publicUrl,
    pool,
    refreshMasterData: async () => {
      for (const connection of connections.values())
        await refreshLedger(engine.ledgers, connection);
      await reference.refresh();
    },
    stop: async () => {
      await gateway.close();
      await preparing;
      await engine.stop();
      reference.close();
      await Promise.all([...connections.values()].map((connection) => connection.close()));
      await pool.end();
    },
  };
}

function openConnections(
  { connections }: CompanySettings,
  known: NonNullable<ServerOptions['connectors']>,
): ReadonlyMap<string, OpenConnection> {
  return new Map(
    connections.map(({ name, connector, settings }) => [
      name,
      openConnection({
        name,
        connector: present(known.get(connector), `there is a connector ${connector}`),
        settings,
        clock: systemClock,
      }),
    ]),
  );
}

async function readinessOf(pool: pg.Pool) {
  try {
    await pool.query('select 1');
    return [{ name: 'database', ready: true }];
  } catch {
    return [{ name: 'database', ready: false }];
  }
}

/** What people are told of the platform that they signed in to. */
function installationOf({ company, sandbox }: ServerOptions): Installation {
  return {
    company: company.name,
    isSandbox: sandbox !== undefined,
    hasSamplePeople: (company.people ?? []).some(({ sample }) => sample === true),
    version: server.version,
  };
}

type Access = {
  readonly options: ServerOptions;
  readonly pool: pg.Pool;
  readonly signingKeys: readonly JWK[];
  readonly keys: DerivedKeys;
};

/** Who may knock: programs by their tokens, people by their sessions. */
async function openAccess({ options, pool, signingKeys, keys }: Access) {
  const clock = systemClock;
  const identity = await openIdentity({
    ...{ options, pool, signingKeys, keys, clock },
    errorPage: signInErrorPage,
    onFault: (fault) => options.logger.error({ err: fault }, 'the authorization server failed'),
  });
  const isOwnIssuer = identity.server !== undefined;
  const { issuer } = identity;
  const sessions = openSessions({ pool, clock, random: systemRandom, issuer, isOwnIssuer });
  const { publicUrl, host } = options;
  const client = options.issuer?.consoleClient;
  const signIn = openConsoleSignIn({
    ...{ identity, publicUrl, host, keys, clock },
    ...(client && { client }),
  });
  return { identity, sessions, ...(signIn && { signIn }) };
}

/** Ten a second all day long; batch senders are given more by their operator. */
const REQUESTS_PER_MINUTE = 600;
