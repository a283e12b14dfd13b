/**
 * A simulated bank behind a folder: a transfer program that takes what lies in the outbox, and the
 * bank that executes it and answers with status reports. What it executed is in its books, so that
 * a checker can count it.
 *
 * It has the switches of all simulated systems; what each of them does here is in the README.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  startSimulatedSystem,
  type SimulatedSystem,
  type SimulatedSystemOptions,
} from '@kontor/connector-kit/simulator';
import { seededRandom, systemClock } from '@kontor/kernel';
import { HANDED_OVER } from '../src/payments/hand-over-record.ts';
import type { ExecutedTransfer } from './execute-message.ts';
import { openPaymentBank, type BankAccounts } from './open-payment-bank.ts';
import { paymentsPage } from './payments-page.ts';
import { takeFiles } from './take-files.ts';

export type BankSimulatorOptions = Omit<
  SimulatedSystemOptions,
  'name' | 'handle' | 'loadMasterData' | 'continueFrom'
> & {
  readonly folders: BankFolders;
  /** What lies on the accounts it keeps; without it, every account is known and has enough. */
  readonly accounts?: BankAccounts;
  /** Told of each transfer when it was executed, once. */
  readonly onExecuted?: (executed: ExecutedTransfer) => void;
  /** From one look into the outbox to the next, and from one report to the next. */
  readonly stepMs?: number;
};

export type BankFolders = {
  /** `handed-over` is made in it, as an operator would. */
  readonly outbox: string;
  /** Where its transfer program keeps what it took. */
  readonly sent: string;
  /** Where it puts its answers. */
  readonly reports: string;
};

export type BankSimulator = SimulatedSystem & {
  /** Takes what lies in the outbox now, instead of at the next look. */
  takeFiles(): void;
};

export async function startBankSimulator(options: BankSimulatorOptions): Promise<BankSimulator> {
  const { folders, stepMs = STEP_MS, clock = systemClock, seed = 1 } = options;
  for (const folder of [folders.outbox, folders.sent, folders.reports]) {
    mkdirSync(folder, { recursive: true });
  }
  mkdirSync(join(folders.outbox, HANDED_OVER), { recursive: true });
  const system = await startSimulatedSystem({
    ...options,
    name: 'bank-files',
    handle: ({ method, path }, ledger) =>
      method === 'GET' && path === '/'
        ? { status: 200, headers: HTML, body: paymentsPage(ledger) }
        : { status: 404, headers: HTML, body: '<p>There is no such page.</p>' },
  });
  const take = () => {
    if (!system.faults.current().down) takeFiles(folders, system.ledger);
  };
  const bank = openPaymentBank({
    ...{ folders, stepMs, clock, random: seededRandom(seed), ledger: system.ledger, take },
    faults: () => system.faults.current(),
    ...(options.accounts && { accounts: options.accounts }),
    ...(options.onExecuted && { onExecuted: options.onExecuted }),
  });
  return {
    ...system,
    takeFiles: take,
    async stop() {
      await bank.stop();
      await system.stop();
    },
  };
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** Quick enough to watch. */
const STEP_MS = 400;
