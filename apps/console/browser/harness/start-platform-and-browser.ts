/**
 * Before the first browser test: the console is built, the whole platform is started with its
 * sandbox, a small day is played, and one browser is launched for all tests.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DayOptions, playDay } from '@kontor/day';
import { assert, present, systemClock } from '@kontor/kernel';
import { buildConsole, DAY_REQUESTS_PER_MINUTE, dayOptions, startPlatform } from '@kontor/launcher';
import type { TestProject } from 'vitest/node';
import { launchBrowser } from './launch-browser.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const say = (step: string) => process.stdout.write(`${step}\n`);
  const home = mkdtempSync(join(tmpdir(), 'kontor-browser-'));
  const browser = await launchBrowser();
  const platform = await startPlatform({
    home,
    port: 0,
    requestsPerMinute: DAY_REQUESTS_PER_MINUTE,
    onProgress: say,
    consoleFolder: present(await buildConsole(say), 'the console builds'),
  });
  say('Playing a day');
  const report = await playDay({ ...dayOptions(platform), ...SIZES[project.name] });
  assert(report.ok, 'every invariant of the day holds');
  project.provide('browserAddress', browser.wsEndpoint());
  project.provide('dayEndedAt', systemClock.now());
  project.provide('platformUrl', platform.server.url);
  const { clients, tokenUrl } = dayOptions(platform).api;
  project.provide('shop', { ...clients.shop, tokenUrl });
  project.provide('treasury', { ...clients.treasury, tokenUrl });
  const [german] = platform.company.legalEntities;
  project.provide('houseAccount', present(german?.bankAccounts[0], 'it has one').account);
  project.provide('bankControlUrl', platform.sandbox.system('bank-files').controlUrl);
  project.provide('ledgerControlUrl', platform.sandbox.system('sap-s4hana').controlUrl);
  return async () => {
    await browser.close();
    await platform.stop();
    rmSync(home, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  // The way in which Vitest learns what the set-up hands to the tests.
  interface ProvidedContext {
    browserAddress: string;
    platformUrl: string;
    /** What came in later is of the tests. */
    dayEndedAt: string;
    /** The application that hands invoices over. */
    shop: DayOptions['api']['clients']['shop'] & { readonly tokenUrl: string };
    /** The application that orders payments, and the account that they leave. */
    treasury: DayOptions['api']['clients']['treasury'] & { readonly tokenUrl: string };
    houseAccount: string;
    /** Where the simulated bank is told to report late, twice and otherwise. */
    bankControlUrl: string;
    /** The books of the simulated ledger: what really happened, whoever says what. */
    ledgerControlUrl: string;
  }
}

/** A whole day, unless the tests say which; theirs is enough for every place, and soon over. */
const SIZES: Readonly<Record<string, Partial<DayOptions>>> = {
  browser: { invoices: 150, outageSeconds: 2, submittingSeconds: 5 },
};
