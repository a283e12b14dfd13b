/**
 * The server as a process of its own, for a database, systems and a company of yours: settings come
 * from the environment (config.ts) and from the company's file (company/company-settings.ts).
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, present } from '@kontor/kernel';
import { pino } from 'pino';
import { Value } from 'typebox/value';
import { CompanySettings } from './company/company-settings.ts';
import { startServer } from './compose.ts';
import { readServerConfig, type ServerConfig } from './config.ts';

const config = readServerConfig();
const logger = pino({ level: config.logLevel });
const server = await startServer({
  databaseUrl: present(config.databaseUrl, 'DATABASE_URL names a PostgreSQL 16 or newer'),
  migrations: join(import.meta.dirname, '../../../database/migrations'),
  company: readCompany(present(config.companyFile, 'KONTOR_COMPANY_FILE names the settings')),
  host: config.host,
  port: config.port,
  publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
  allowsLoopbackWebhooks: config.allowsLoopbackWebhooks,
  logger,
  ...(config.requestsPerMinute !== undefined && { requestsPerMinute: config.requestsPerMinute }),
  ...(config.databaseConnections !== undefined && {
    databaseConnections: config.databaseConnections,
  }),
  ...(config.bankFilesAtOnce !== undefined && { bankFilesAtOnce: config.bankFilesAtOnce }),
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
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
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
