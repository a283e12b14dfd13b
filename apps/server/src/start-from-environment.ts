/**
 * A server for a database, systems and a company of yours: settings come from the environment
 * (config.ts) and from the company's file (company/company-settings.ts). It ends in order when it
 * is told to.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, present } from '@kontor/kernel';
import { pino, type Logger } from 'pino';
import { Value } from 'typebox/value';
import { CompanySettings } from './company/company-settings.ts';
import { startServer, type RunningServer, type ServerOptions } from './compose.ts';
import { readServerConfig, type ServerConfig } from './config.ts';
import { openWatchdog } from './watchdog/open-watchdog.ts';

export type FromEnvironment = {
  /** Instead of the catalogue's. */
  readonly connectors?: ServerOptions['connectors'];
};

export async function startFromEnvironment({ connectors }: FromEnvironment = {}): Promise<void> {
  const config = readServerConfig();
  const logger = pino({ level: config.logLevel });
  const watchdog = openWatchdog(logger);
  const server = await startServer({
    contain: watchdog.contain,
    databaseUrl: present(config.databaseUrl, 'DATABASE_URL names a PostgreSQL 16 or newer'),
    migrations: join(import.meta.dirname, '../../../database/migrations'),
    company: readCompany(present(config.companyFile, 'KONTOR_COMPANY_FILE names the settings')),
    host: config.host,
    port: config.port,
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
    allowsLoopbackWebhooks: config.allowsLoopbackWebhooks,
    logger,
    ...(connectors && { connectors }),
    ...(config.requestsPerMinute !== undefined && { requestsPerMinute: config.requestsPerMinute }),
    ...(config.databaseConnections !== undefined && {
      databaseConnections: config.databaseConnections,
    }),
    ...(config.bankFilesAtOnce !== undefined && { bankFilesAtOnce: config.bankFilesAtOnce }),
    ...(config.doorFolder !== undefined && { doorFolder: config.doorFolder }),
    ...(config.restored !== undefined && { restored: config.restored }),
    ...(config.bankFolder !== undefined && { bankFolder: config.bankFolder }),
    ...(config.consoleFolder !== undefined && { consoleFolder: config.consoleFolder }),
    ...(config.issuer !== undefined && {
      issuer: {
        url: config.issuer,
        audience: present(config.audience, 'KONTOR_AUDIENCE goes with KONTOR_ISSUER'),
        ...consoleClientOf(config),
      },
    }),
  });
  logger.info({ url: server.url }, 'Kontor is ready');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void end(server, logger));
  }
}

/**
 * Whatever does not come to its end by itself is cut off: what it held is leased by others as soon
 * as its leases end, and looked up before it is sent again.
 */
async function end(server: RunningServer, logger: Logger): Promise<void> {
  setTimeout(() => {
    logger.error({ afterMs: END_MS_MAX }, 'something did not end; leaving without it');
    process.exit(1);
  }, END_MS_MAX).unref();
  await server.stop();
  process.exit(0);
}

function consoleClientOf({ consoleClientId, consoleClientSecret, consoleScope }: ServerConfig) {
  if (consoleClientId === undefined) return {};
  const clientSecret = present(
    consoleClientSecret,
    'KONTOR_CONSOLE_CLIENT_SECRET goes with KONTOR_CONSOLE_CLIENT_ID',
  );
  const scope = consoleScope === undefined ? {} : { scope: consoleScope };
  return { consoleClient: { clientId: consoleClientId, clientSecret, ...scope } };
}

function readCompany(file: string): CompanySettings {
  const settings: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const [first] = Value.Errors(CompanySettings, settings);
  assert(!first, `${file}: ${first?.instancePath} ${first?.message}`);
  return settings as CompanySettings;
}

/** Platforms kill after 30 s; the longest call to a system ends before. */
const END_MS_MAX = 28_000;
