/**
 * The sandbox: every simulated system with the master data of one made-up group of companies, their
 * bank, and a page with the fault switches. Everything listens on this machine alone.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  bankingDayOf,
  parseBankingDay,
  plusDays,
  present,
  systemClock,
  type BankingDay,
  type Clock,
} from '@kontor/kernel';
import type { SimulatedSystem } from '@kontor/connector-kit/simulator';
import { openSandboxBank, type SandboxBank } from './bank/open-sandbox-bank.ts';
import { makeSandboxCompany } from './master-data/make-company.ts';
import type { OpenPostingDays, SandboxCompany } from './master-data/sandbox-company.ts';
import { startPage } from './page/start-page.ts';
import { SIMULATED_SYSTEMS } from './systems/simulated-systems.ts';
import type { StartedSystem, SystemDefinition } from './systems/system-definition.ts';

export type SandboxOptions = {
  /** How many of the companies DE01, GB01 and US01. */
  readonly companies?: number;
  readonly customers?: number;
  /**
   * The page listens on `first`; the systems follow in the order of the registry, each with two:
   * its own and its control port. Without it, any free ports.
   */
  readonly ports?: { readonly first: number };
  /** Books and bank survive a restart in it; without it, everything is forgotten. */
  readonly dataFolder?: string;
  /** Where the bank puts its answers to payments; else below the data folder. Absolute. */
  readonly reportsFolder?: string;
  readonly seed?: number;
  /** Without it: from the first day of last month to the last day of next month. */
  readonly openPostingDays?: OpenPostingDays;
  readonly clock?: Clock;
};

export type Sandbox = {
  readonly company: SandboxCompany;
  readonly systems: readonly SandboxSystem[];
  readonly bank: SandboxBank;
  /** A page for people; `/sandbox.json` below it says the same to programs. */
  readonly pageUrl: string;
  system(name: string): SandboxSystem;
  stop(): Promise<void>;
};

export type SandboxSystem = SimulatedSystem & {
  readonly title: string;
  readonly hasPage?: true;
  /** For a connection to it: its connector has the same name. */
  readonly settings: Readonly<Record<string, unknown>>;
};

export async function startSandbox({
  companies = 3,
  customers = 300,
  ports,
  dataFolder,
  reportsFolder,
  seed = 1,
  clock = systemClock,
  openPostingDays = daysAround(bankingDayOf(clock.now())),
}: SandboxOptions = {}): Promise<Sandbox> {
  const counts = { legalEntities: companies, customers };
  const company = makeSandboxCompany({ ...counts, seed, openPostingDays });
  if (dataFolder !== undefined) mkdirSync(dataFolder, { recursive: true });
  const bank = openSandboxBank({ company, ...bankFolderOf(dataFolder) });
  const home = resolve(dataFolder ?? mkdtempSync(join(tmpdir(), 'kontor-sandbox-')));
  const systems: SandboxSystem[] = [];
  const stopAll = async () => {
    await Promise.all(systems.map((system) => system.stop()));
    if (dataFolder === undefined) rmSync(home, { recursive: true, force: true });
  };
  try {
    for (const [index, definition] of SIMULATED_SYSTEMS.entries()) {
      const kept = { ...ledgerFileOf(definition, dataFolder), folder: join(home, definition.name) };
      const reports = reportsFolder === undefined ? {} : { reportsFolder };
      const options = { ...portsOf(index, ports), seed, bank, ...kept, ...reports };
      systems.push(toSandboxSystem(definition, await definition.start(company, options)));
    }
    const page = await startPage({ company, systems, port: ports?.first ?? 0 });
    return {
      company,
      systems,
      bank,
      pageUrl: page.url,
      system: (name) =>
        present(
          systems.find((each) => each.name === name),
          `the sandbox simulates ${name}`,
        ),
      async stop() {
        await page.stop();
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll(); // a port that is taken leaves nothing running behind
    throw error;
  }
}

/**
 * The month of `day` with the one before and the one after, as ledgers are open around a month's
 * end.
 */
function daysAround(day: BankingDay): OpenPostingDays {
  const firstOfMonth = firstOf(day);
  const from = firstOf(plusDays(firstOfMonth, -1));
  // Two months have at least 59 days and at most 62, so this lies in the month after next.
  const monthAfterNext = firstOf(plusDays(firstOfMonth, 62));
  const to = plusDays(monthAfterNext, -1);
  return { from, to };
}

function firstOf(day: BankingDay): BankingDay {
  return present(parseBankingDay(`${day.slice(0, 7)}-01`), 'every month has a first day');
}

function toSandboxSystem(
  { name, title, hasPage }: SystemDefinition,
  { system, settings }: StartedSystem,
): SandboxSystem {
  return { ...system, name, title, settings, ...(hasPage && { hasPage }) };
}

function portsOf(index: number, ports: SandboxOptions['ports']) {
  if (!ports) return { port: 0, controlPort: 0 };
  const port = ports.first + 1 + 2 * index;
  return { port, controlPort: port + 1 };
}

function ledgerFileOf({ name }: SystemDefinition, dataFolder: string | undefined) {
  return dataFolder === undefined ? {} : { ledgerFile: join(dataFolder, `${name}.ledger.jsonl`) };
}

function bankFolderOf(dataFolder: string | undefined) {
  return dataFolder === undefined ? {} : { folder: dataFolder };
}
