/**
 * Everything on one machine: PostgreSQL from npm (or the one in DATABASE_URL), the sandbox, and the
 * server between them. What is made at the first start is kept in `home`: data, books, credentials.
 */

import { chmodSync, mkdirSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBatchSender } from '@kontor/day';
import { systemRandom } from '@kontor/kernel';
import { freePort, startEmbeddedPostgres, type EmbeddedPostgres } from '@kontor/postgres';
import { startSandbox, type Sandbox } from '@kontor/sandbox';
import {
  startServer,
  type CompanySettings,
  type PersonSettings,
  type RunningServer,
  type ServerOptions,
} from '@kontor/server';
import { openWatchdog } from '@kontor/server/watchdog';
import { pino } from 'pino';
import { dayOptions } from './day-options.ts';
import { toCompanySettings } from './to-company-settings.ts';

export type Platform = {
  readonly server: RunningServer;
  readonly sandbox: Sandbox;
  readonly company: CompanySettings;
  /** Where files for the bank appear. */
  readonly bankFolder: string;
  readonly database: 'embedded' | 'given';
  stop(): Promise<void>;
};

export type PlatformOptions = {
  readonly home: string;
  readonly databaseUrl?: string;
  /** The API's port; 0 for any free one. The sandbox's follow from `sandboxPort`. */
  readonly port: number;
  readonly sandboxPort?: number;
  readonly seed?: number;
  readonly requestsPerMinute?: number;
  readonly logFile?: string;
  /** The built console; without it, none is served. */
  readonly consoleFolder?: string;
  /** By name; those of the catalogue unless given. */
  readonly connectors?: ServerOptions['connectors'];
  /**
   * Code that does not come back is ended, whatever runs in this process: so it must be a process
   * of its own.
   */
  readonly isWatched?: boolean;
  /** Told what is being done, in words. */
  readonly onProgress: (step: string) => void;
};

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { home, onProgress } = options;
  // Others may pass through to the database's own folder, and read nothing: files are the owner's.
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o711);
  const embedded = options.databaseUrl === undefined ? await startDatabase(options) : undefined;
  onProgress('Starting the sandbox: SAP S/4HANA, Salesforce and a bank');
  const bankFolder = join(home, 'bank-files');
  mkdirSync(bankFolder, { recursive: true });
  const sandbox = await startSandbox({
    reportsFolder: bankFolder,
    dataFolder: join(home, 'sandbox'),
    ...(options.sandboxPort !== undefined && { ports: { first: options.sandboxPort } }),
    ...(options.seed !== undefined && { seed: options.seed }),
  });
  const company = withKeptSecrets(join(home, 'company.json'), toCompanySettings(sandbox));
  onProgress('Starting Kontor');
  const port = options.port === 0 ? await freePort() : options.port;
  const url = `http://127.0.0.1:${port}`;
  const parts = { server: { url }, sandbox, company, bankFolder };
  const logger = pino(
    { level: 'info' },
    pino.destination(options.logFile ?? join(home, 'server.log')),
  );
  const watchdog = options.isWatched === true ? openWatchdog(logger) : undefined;
  const server = await startServer({
    databaseUrl: embedded?.connectionString ?? options.databaseUrl ?? '',
    migrations: MIGRATIONS,
    company,
    host: '127.0.0.1',
    port,
    publicUrl: url,
    bankFolder,
    allowsLoopbackWebhooks: true,
    sandbox: {
      controlUrls: Object.fromEntries(sandbox.systems.map((each) => [each.name, each.controlUrl])),
      sendInvoices: openBatchSender(dayOptions(parts), systemRandom),
    },
    logger,
    ...(watchdog && { contain: watchdog.contain }),
    ...(options.connectors && { connectors: options.connectors }),
    ...(options.consoleFolder !== undefined && { consoleFolder: options.consoleFolder }),
    ...(options.requestsPerMinute !== undefined && {
      requestsPerMinute: options.requestsPerMinute,
    }),
  });
  onProgress('Reading customers and accounts from SAP');
  await server.refreshMasterData();
  return {
    server,
    sandbox,
    company,
    bankFolder,
    database: embedded ? 'embedded' : 'given',
    stop: async () => {
      await server.stop();
      await watchdog?.close();
      await sandbox.stop();
      await embedded?.stop();
    },
  };
}

async function startDatabase({ home, onProgress }: PlatformOptions): Promise<EmbeddedPostgres> {
  onProgress('Starting PostgreSQL');
  return startEmbeddedPostgres({ folder: join(home, 'postgres'), settings: DATABASE_SETTINGS });
}

/** Secrets are made once: applications that were told them keep working after a restart. */
function withKeptSecrets(file: string, fresh: CompanySettings): CompanySettings {
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as CompanySettings)
    : undefined;
  const applications = fresh.applications.map(
    (application) =>
      kept?.applications.find(({ clientId }) => clientId === application.clientId) ?? application,
  );
  const people = (fresh.people ?? []).map((person) => ({
    ...person,
    ...passwordOf(kept?.people?.find(({ email }) => email === person.email)),
  }));
  const company = { ...fresh, applications, people };
  writeFileSync(file, `${JSON.stringify(company, null, 2)}\n`, { mode: 0o600 });
  return company;
}

function passwordOf(kept: PersonSettings | undefined) {
  return kept?.password === undefined ? {} : { password: kept.password };
}

const MIGRATIONS = join(import.meta.dirname, '../../../database/migrations');
/** A laptop's share of memory; durability is PostgreSQL's own default and stays on. */
const DATABASE_SETTINGS = { shared_buffers: '256MB', max_connections: '100' };
