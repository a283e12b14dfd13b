/**
 * Everything of one check: a database, the simulated systems, servers that share them, and the
 * networks in between where the check wants to spoil them. Each is a process of its own.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { germanCustomers } from '@kontor/acceptance/sample-invoice';
import { assert, present } from '@kontor/kernel';
import { toCompanySettings } from '@kontor/launcher';
import { freePort } from '@kontor/postgres';
import { makeSandboxCompany, type SandboxCustomer } from '@kontor/sandbox';
import type { CompanySettings } from '@kontor/server';
import type { Misbehaviour } from './misbehaving-connectors.ts';
import { openDatabase, type Database } from './database.ts';
import { eventually } from './eventually.ts';
import type { Release } from './previous-release.ts';
import { openSandbox, type SandboxProcess, type SystemName } from './sandbox.ts';
import { serverProcess, type ServerProcess } from './server.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export type StageOptions = {
  readonly home: string;
  readonly servers: number;
  /** A network of its own between the servers and the database, or the ledger. */
  readonly spoils?: 'database' | 'ledger';
  /** With `database`: how many of the servers it is in front of; all, unless given. */
  readonly spoiltServers?: number;
  /** Of the whole group; about seven of ten may be billed by DE01. As the sandbox, unless given. */
  readonly customers?: number;
  /** Calls at once to each system; as many as the sandbox's company has, unless given. */
  readonly concurrency?: number;
  readonly ratePerSecond?: number;
  readonly databaseConnections?: number;
  readonly nodeFlags?: (index: number) => readonly string[];
  /** A server whose connectors misbehave: see misbehaving-connectors.ts. */
  readonly connectors?: Misbehaviour;
  /** Servers and schema of an older release instead of this checkout's. */
  readonly release?: Release;
  /** DE01 pays by files, in batches that nobody has to release. */
  readonly bank?: boolean;
  /** Servers behind the others that the check starts itself. */
  readonly spares?: number;
};

export type Stage = {
  readonly home: string;
  readonly database: Database;
  readonly sandbox: SandboxProcess;
  readonly servers: readonly ServerProcess[];
  readonly company: CompanySettings;
  /** The same, as the servers read it. */
  readonly companyFile: string;
  /** Customers that DE01 may bill in euros. */
  readonly customers: readonly SandboxCustomer[];
  /** Where payment files are put for the bank, with `bank`. */
  readonly outbox: string;
  /** Between the servers and what `spoils` names. */
  readonly network: TcpProxy;
  close(): Promise<void>;
};

export async function openStage(options: StageOptions): Promise<Stage> {
  const { home, spoils, customers = CUSTOMERS } = options;
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const [database, sandbox] = await Promise.all([
    openDatabase(home, options.release?.migrations),
    openSandbox(home, customers),
  ]);
  const network = await openNetwork(spoils, database, sandbox);
  const made = makeSandboxCompany({ customers });
  const systems = sandbox.systems.map(({ name, settings }) => {
    const isSpoilt = spoils === 'ledger' && name === LEDGER;
    const at = isSpoilt ? { baseUrl: `http://127.0.0.1:${network.port}` } : {};
    return { name, settings: { ...settings, ...at } };
  });
  const company = configured(toCompanySettings({ company: made, systems }), options);
  const companyFile = join(home, 'company.json');
  writeFileSync(companyFile, JSON.stringify(company), { mode: 0o600 });
  const servers = await makeServers(options, {
    companyFile,
    databaseUrl: (index) => {
      const isSpoilt = spoils === 'database' && index < (options.spoiltServers ?? Infinity);
      return database.urlVia(isSpoilt ? network.port : database.port);
    },
  });
  const close = async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await Promise.all([sandbox.close(), network.close()]);
    await database.close();
  };
  try {
    await present(servers[0], 'a stage has a server').start();
    await awaitMasterData(database);
    await Promise.all(servers.slice(1, options.servers).map((server) => server.start()));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ home, database, sandbox, servers, company, companyFile, network },
    outbox: outboxOf(home),
    customers: germanCustomers({ company: made }),
    close,
  };
}

function openNetwork(
  spoils: StageOptions['spoils'],
  database: Database,
  sandbox: SandboxProcess,
): Promise<TcpProxy> {
  if (spoils !== 'ledger') return startTcpProxy(database.port);
  return startTcpProxy(Number.parseInt(new URL(sandbox.system(LEDGER).url).port, 10));
}

/** What `a customer is stuck` obeys: nobody is, unless a customer's number stands in it. */
export function stuckFileOf(home: string): string {
  return join(home, 'stuck-customer');
}

/** People are left out: their passwords are hashed at every start, and nobody signs in here. */
function configured(company: CompanySettings, options: StageOptions): CompanySettings {
  const { concurrency, ratePerSecond, release } = options;
  // What is new is configured when no older server is left.
  const applications = company.applications.map((application) => ({
    ...application,
    permissions: application.permissions.filter(
      (permission) => release?.permissions.includes(permission) ?? true,
    ),
  }));
  const known = release ? withoutPayments(company) : company;
  const connections = known.connections.map((connection) => ({
    ...connection,
    ...(concurrency !== undefined && { concurrency }),
    ...(ratePerSecond !== undefined && connection.name === LEDGER && { ratePerSecond }),
  }));
  const configuredCompany = { ...known, applications, connections, people: [] };
  return options.bank ? withBank(configuredCompany, options.home) : configuredCompany;
}

/** A release is tried elsewhere: here nobody has to agree. */
function withBank(company: CompanySettings, home: string): CompanySettings {
  const outboxFolder = outboxOf(home);
  mkdirSync(join(outboxFolder, 'handed-over'), { recursive: true });
  const bank = { name: 'house-bank', connector: 'bank-files', settings: { outboxFolder } };
  return {
    ...company,
    connections: [...company.connections, { ...bank, concurrency: 4 }],
    legalEntities: company.legalEntities.map((entity) =>
      entity.code === 'DE01'
        ? { ...entity, bank: bank.name, paymentApprovalAbove: { EUR: '1000000' } }
        : entity,
    ),
  };
}

function outboxOf(home: string): string {
  return join(home, 'outbox');
}

/** The release before knows no bank that takes payments, and refuses settings that name one. */
function withoutPayments(company: CompanySettings): CompanySettings {
  return {
    ...company,
    connections: company.connections.filter(({ connector }) => connector !== 'bank-files'),
    legalEntities: company.legalEntities.map(({ bank: _, ...entity }) => entity),
  };
}

type Shared = {
  readonly companyFile: string;
  readonly databaseUrl: (index: number) => string;
};

async function makeServers(
  options: StageOptions,
  { companyFile, databaseUrl }: Shared,
): Promise<readonly ServerProcess[]> {
  const { home, servers, spares = 0, databaseConnections, nodeFlags, connectors } = options;
  const ports: number[] = [];
  for (let index = 0; index < servers + spares; index++) ports.push(await freePort());
  const environment = {
    KONTOR_COMPANY_FILE: companyFile,
    // One address for all of them, as behind a balancer: a token of one is a token of each.
    KONTOR_PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
    KONTOR_ALLOW_LOOPBACK_WEBHOOKS: 'yes',
    KONTOR_REQUESTS_PER_MINUTE: '10000000',
    LOG_LEVEL: 'warn',
    ...(databaseConnections !== undefined && {
      KONTOR_DATABASE_CONNECTIONS: String(databaseConnections),
    }),
  };
  return ports.map((port, index) =>
    serverProcess({
      ...{ name: `server-${index + 1}`, port, home },
      environment: {
        ...environment,
        PORT: String(port),
        DATABASE_URL: databaseUrl(index),
      },
      ...(nodeFlags && { nodeFlags: nodeFlags(index) }),
      ...(options.release && { file: options.release.server }),
      ...(connectors !== undefined && {
        file: MISBEHAVING_SERVER,
        args: [connectors, stuckFileOf(home)],
      }),
    }),
  );
}

/** Invoices are checked against it: before it is read, every one would be refused. */
async function awaitMasterData({ pool }: Database): Promise<void> {
  const known = await eventually(
    async () => {
      const { rows } = await pool.query<{ customers: string; accounts: string }>(
        `select (select count(*) from customer) as customers,
                (select count(*) from ledger_account) as accounts`,
      );
      return rows[0]?.customers !== '0' && rows[0]?.accounts !== '0';
    },
    { withinMs: 30_000 },
  );
  assert(known.isThere, 'the master data of the ledger is read');
  await sleep(FOLLOW_MS); // what is in the database is in the memory of the servers as well
}

/** Servers compare their master data with the database every second. */
const FOLLOW_MS = 1_500;
const MISBEHAVING_SERVER = join(import.meta.dirname, 'server-main.ts');
const LEDGER: SystemName = 'sap-s4hana';
const CUSTOMERS = 300;
