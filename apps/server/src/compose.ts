/**
 * The whole server, put together: database, master data, connections, engine, services, gateway. The
 * only file that knows them all; each of them is given what it needs and nothing else.
 */

import { hkdfSync } from 'node:crypto';
import {
  groupCommit,
  openPostgresStore,
  systemTimers,
  type AcceptOutcome,
  type Effects,
  type NewTransaction,
  type Runtime,
} from '@kontor/engine';
import { idSource, present, systemClock, systemRandom } from '@kontor/kernel';
import { migrate, openPool } from '@kontor/postgres';
import { receivablesOperations } from '@kontor/reconciliation';
import type pg from 'pg';
import type { Logger } from 'pino';
import { connectors, processes } from './catalogue.ts';
import type { CompanySettings } from './company/company-settings.ts';
import { loadCompany } from './company/load-company.ts';
import { openConnection, type OpenConnection } from './connections/open-connection.ts';
import { receivablesEffects } from './connections/receivables-effects.ts';
import { startDuties } from './duties/start-duties.ts';
import { buildGateway } from './gateway/build-gateway.ts';
import type { ReplyViolation } from './gateway/check-reply.ts';
import { createMetrics } from './gateway/metrics.ts';
import { openIdentity } from './identity/open-identity.ts';
import { startQueues } from './queues/start-queues.ts';
import { openReferenceData } from './reference-data/open-reference-data.ts';
import { refreshMasterData } from './reference-data/refresh-master-data.ts';
import { openServices } from './services/open-services.ts';
import { openEventPoster } from './services/webhooks/post-event.ts';
import { readSigningKeys } from './signing-keys/read-signing-keys.ts';

export type ServerOptions = {
  readonly databaseUrl: string;
  /** Folder of the migrations. */
  readonly migrations: string;
  readonly company: CompanySettings;
  readonly host: string;
  readonly port: number;
  /** As callers see it, without a slash at the end. */
  readonly publicUrl: string;
  /** Any issuer instead of the embedded one. */
  readonly issuer?: { readonly url: string; readonly audience: string };
  readonly bankFolder?: string;
  readonly allowsLoopbackWebhooks: boolean;
  /** Requests per minute of one application. */
  readonly requestsPerMinute?: number;
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
  const clock = systemClock;
  const random = systemRandom;
  const ids = idSource(clock, random);
  const pool = openPool({ connectionString: options.databaseUrl });
  await migrate(pool, options.migrations);
  await loadCompany(pool, company);

  const connections = openConnections(company);
  const reference = await openReferenceData(pool, onTrouble);
  const runtime: Runtime = {
    clock,
    ids,
    reference: reference.data,
    route: (role, legalEntity) => routeOf(role, reference.data.legalEntity(legalEntity)),
  };
  const store = openPostgresStore(pool);
  const policy = { loopback: options.allowsLoopbackWebhooks ? 'allowed' : 'denied' } as const;
  const poster = openEventPoster({ pool, clock, policy });
  const effects = new Map<string, Effects>([
    ...[...connections.values()].map((each) => [each.name, each.effects] as const),
    ['receivables', receivablesEffects(receivablesOperations(pool))],
  ]);
  const queues = await startQueues({
    pool,
    store,
    effects,
    poster,
    catalogue: processes,
    runtime,
    clock,
    random,
    timers: systemTimers,
    onTrouble,
  });
  const accept = groupCommit<NewTransaction, AcceptOutcome>({
    write: (starts) => store.acceptTransactions(starts),
    itemsMax: ACCEPTS_MAX,
    writesMax: 2,
  });
  const duties = await startDuties({
    ...{ pool, ids, clock, runtime, store, company, connections, queues, onTrouble },
    ...(options.bankFolder !== undefined && { bankFolder: options.bankFolder }),
  });
  const signingKeys = await readSigningKeys(pool);
  const metrics = createMetrics();
  const gateway = buildGateway({
    services: openServices({
      ...{ pool, clock, ids, runtime, store, accept, queues, effects, connections, poster, policy },
      ...{ company, metrics, duties, onTrouble },
    }),
    identity: openIdentity({ options, pool, signingKeys, clock }),
    config: {
      publicUrl,
      rateLimit: { requests: options.requestsPerMinute ?? REQUESTS_PER_MINUTE, windowSeconds: 60 },
      cursorKey: cursorKeyOf(present(signingKeys[0]?.d, 'a signing key is private')),
    },
    clock,
    random,
    metrics,
    readiness: () => readinessOf(pool),
    logger,
    ...(options.onReplyViolation && { onReplyViolation: options.onReplyViolation }),
  });
  await gateway.listen({ host: options.host, port: options.port });

  return {
    url: publicUrl,
    pool,
    refreshMasterData: async () => {
      for (const connection of connections.values()) await refreshOne(pool, connection, logger);
      await reference.refresh();
    },
    stop: async () => {
      await gateway.close();
      await duties.stop();
      await queues.stop();
      reference.close();
      await poster.close();
      await Promise.all([...connections.values()].map((connection) => connection.close()));
      await pool.end();
    },
  };
}

function openConnections({ connections }: CompanySettings): ReadonlyMap<string, OpenConnection> {
  return new Map(
    connections.map(({ name, connector, settings }) => [
      name,
      openConnection({
        name,
        connector: present(connectors.get(connector), `there is a connector ${connector}`),
        settings,
        clock: systemClock,
      }),
    ]),
  );
}

function routeOf(
  role: string,
  entity: { readonly ledger: string; readonly crm: string } | undefined,
): string {
  const { ledger, crm } = present(entity, 'a transaction belongs to a known legal entity');
  switch (role) {
    case 'ledger':
      return ledger;
    case 'crm':
      return crm;
    default:
      return 'receivables';
  }
}

async function refreshOne(pool: pg.Pool, connection: OpenConnection, logger: Logger) {
  if (!connection.canRead('customer.list')) return;
  const outcome = await refreshMasterData(pool, connection);
  if (outcome.kind === 'failed') {
    logger.warn({ connection: connection.name, detail: outcome.detail }, 'master data not read');
  }
}

async function readinessOf(pool: pg.Pool) {
  try {
    await pool.query('select 1');
    return [{ name: 'database', ready: true }];
  } catch {
    return [{ name: 'database', ready: false }];
  }
}

/** Derived, so that all processes seal page tokens alike without a further secret to keep. */
function cursorKeyOf(privateKey: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', privateKey, '', 'kontor page tokens', 32));
}

/** Bounds how long one commit holds its locks; 256 invoices are about half a megabyte. */
const ACCEPTS_MAX = 256;
/** Ten a second all day long; batch senders are given more by their operator. */
const REQUESTS_PER_MINUTE = 600;
