/**
 * The only reader of the environment. Every setting has a name, a default and a reason; what is
 * missing or malformed is said at start, never discovered later.
 */

import { assert } from '@kontor/kernel';

export type ServerConfig = {
  readonly host: string;
  readonly port: number;
  /** How callers reach it, when that differs from host and port: behind a proxy. */
  readonly publicUrl?: string;
  readonly databaseUrl?: string;
  /** The company's settings; see company/company-settings.ts. */
  readonly companyFile?: string;
  /** Bank files that appear here are taken in. */
  readonly bankFolder?: string;
  /** Bank files that are taken in at once; each holds a connection of the database meanwhile. */
  readonly bankFilesAtOnce?: number;
  /** The built console, which is then served at /console/. */
  readonly consoleFolder?: string;
  /** Any OpenID Connect issuer instead of the embedded one. */
  readonly issuer?: string;
  readonly audience?: string;
  /** The console as a client of that issuer. */
  readonly consoleClientId?: string;
  readonly consoleClientSecret?: string;
  /** Scopes that the console asks that issuer for; `openid profile email` unless said. */
  readonly consoleScope?: string;
  /** Of one application, answered by this process; 600 unless said. */
  readonly requestsPerMinute?: number;
  /** Connections to the database that this process keeps at most; 20 unless said. */
  readonly databaseConnections?: number;
  /** Local, and still there when the server is started again; the temporary folder unless said. */
  readonly doorFolder?: string;
  /** Names the restore of an older backup that this start is the first after. */
  readonly restored?: string;
  /** Whether webhooks may be sent to this machine: for the sandbox only. */
  readonly allowsLoopbackWebhooks: boolean;
  readonly logLevel: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

export function readServerConfig(environment: Environment = process.env): ServerConfig {
  const port = Number.parseInt(environment['PORT'] ?? '8480', 10);
  assert(port >= 0 && port < 65_536, 'PORT is a port number, or 0 for any free one');
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port,
    allowsLoopbackWebhooks: environment['KONTOR_ALLOW_LOOPBACK_WEBHOOKS'] === 'yes',
    logLevel: environment['LOG_LEVEL'] ?? 'info',
    ...given('publicUrl', environment['KONTOR_PUBLIC_URL']),
    ...given('databaseUrl', environment['DATABASE_URL']),
    ...given('companyFile', environment['KONTOR_COMPANY_FILE']),
    ...counted('bankFilesAtOnce', environment, 'KONTOR_BANK_FILES_AT_ONCE'),
    ...given('bankFolder', environment['KONTOR_BANK_FOLDER']),
    ...given('consoleFolder', environment['KONTOR_CONSOLE_FOLDER']),
    ...given('issuer', environment['KONTOR_ISSUER']),
    ...given('audience', environment['KONTOR_AUDIENCE']),
    ...given('consoleClientId', environment['KONTOR_CONSOLE_CLIENT_ID']),
    ...given('consoleClientSecret', environment['KONTOR_CONSOLE_CLIENT_SECRET']),
    ...given('consoleScope', environment['KONTOR_CONSOLE_SCOPE']),
    ...given('doorFolder', environment['KONTOR_DOOR_FOLDER']),
    ...given('restored', environment['KONTOR_RESTORED']),
    ...counted('requestsPerMinute', environment, 'KONTOR_REQUESTS_PER_MINUTE'),
    ...counted('databaseConnections', environment, 'KONTOR_DATABASE_CONNECTIONS'),
  };
}

function given<Name extends string>(name: Name, value: string | undefined) {
  return value === undefined || value === ''
    ? {}
    : ({ [name]: value } as { readonly [Key in Name]: string });
}

function counted<Name extends string>(name: Name, environment: Environment, variable: string) {
  const value = environment[variable];
  if (value === undefined || value === '') return {};
  assert(/^[1-9]\d{0,8}$/.test(value), `${variable} is a whole number, 1 or more`);
  return { [name]: Number.parseInt(value, 10) } as { readonly [Key in Name]: number };
}
