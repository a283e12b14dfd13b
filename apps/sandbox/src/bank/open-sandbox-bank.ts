/**
 * The simulated bank: it knows the group's accounts, books what the scenario tells it, and closes
 * the day with one statement for each account. Opening is always yesterday's closing and numbers
 * have no gap, also after a restart when it has a folder.
 */

import { mkdirSync, readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert, present, toDecimal, type BankingDay, type Money } from '@kontor/kernel';
import type { SandboxBankAccount, SandboxCompany } from '../master-data/sandbox-company.ts';
import type { BankMovement, BookedMovement } from './bank-movement.ts';
import { amountOn, assertBookable, statementSums } from './statement-sums.ts';
import { writeCamtStatement } from './write-camt-statement.ts';
import { writeMt940Statement } from './write-mt940-statement.ts';

export type SandboxBank = {
  readonly accounts: readonly SandboxBankAccount[];
  /**
   * Books a movement on the account for the day that is closed next; tells the bank's reference.
   */
  book(accountKey: string, movement: BankMovement): BookedMovement;
  /** Balance with everything that is booked. */
  balanceOf(accountKey: string): Money;
  /** Ends the day of every account and writes its statement, also where nothing moved. */
  closeDay(day: BankingDay): readonly StatementFile[];
};

export type StatementFile = {
  readonly name: string;
  readonly accountKey: string;
  readonly format: SandboxBankAccount['statementFormat'];
  readonly bytes: Uint8Array;
  /** Where it was written, when the bank has a folder. */
  readonly path?: string;
};

type BankOptions = {
  readonly company: Pick<SandboxCompany, 'legalEntities'>;
  /** Statements go to `statements/` in it, the bank's memory beside them. */
  readonly folder?: string;
};

export function openSandboxBank({ company, folder }: BankOptions): SandboxBank {
  const accounts = company.legalEntities.flatMap(({ bankAccounts }) => bankAccounts);
  const states = new Map(accounts.map((account) => [account.key, openingState(account)]));
  if (folder !== undefined) recall(folder, states);
  const stateOf = (key: string) => present(states.get(key), `the bank has an account ${key}`);

  return {
    accounts,
    book(accountKey, movement) {
      const state = stateOf(accountKey);
      assertBookable(state.account, movement);
      state.referencesGiven += 1;
      const number = String(state.referencesGiven).padStart(12, '0');
      const bankReference = accountKey.slice(0, 2) + number;
      const booked = { ...movement, bankReference };
      state.movements.push(booked);
      return booked;
    },
    balanceOf(accountKey) {
      return statementSums(toStatement(stateOf(accountKey), NO_DAY)).closingBalance;
    },
    closeDay(day) {
      for (const { lastDay } of states.values()) {
        assert(lastDay === undefined || lastDay < day, 'days are closed once, one after another');
      }
      const files = [...states.values()].map((state) => closeAccount(state, day));
      if (folder === undefined) return files;
      const written = files.map((file) => ({ ...file, path: writeStatement(folder, file) }));
      remember(folder, states);
      return written;
    },
  };
}

type AccountState = {
  readonly account: SandboxBankAccount;
  sequenceNumber: number;
  balance: Money;
  lastDay: BankingDay | undefined;
  referencesGiven: number;
  movements: BookedMovement[];
};

function openingState(account: SandboxBankAccount): AccountState {
  const balance = amountOn(account, account.openingBalance);
  return {
    account,
    sequenceNumber: 0,
    balance,
    lastDay: undefined,
    referencesGiven: 0,
    movements: [],
  };
}

function closeAccount(state: AccountState, day: BankingDay): StatementFile {
  state.sequenceNumber += 1;
  const statement = toStatement(state, day);
  const { key: accountKey, statementFormat: format } = state.account;
  const isCamt = format === 'camt.053';
  const bytes = isCamt ? writeCamtStatement(statement) : writeMt940Statement(statement);
  const number = String(state.sequenceNumber).padStart(5, '0');
  const name = `${accountKey}-${day}-${number}.${isCamt ? 'camt053.xml' : 'mt940.sta'}`;
  state.balance = statementSums(statement).closingBalance;
  state.lastDay = day;
  state.movements = [];
  return { name, accountKey, format, bytes };
}

function toStatement(state: AccountState, day: BankingDay) {
  const { account, sequenceNumber, balance: openingBalance, movements } = state;
  return { account, sequenceNumber, day, openingBalance, movements };
}

/**
 * Under its final name only when it is whole: a reader that watches the folder never sees a part.
 */
function writeStatement(folder: string, { name, bytes }: StatementFile): string {
  const statements = join(folder, 'statements');
  mkdirSync(statements, { recursive: true });
  const path = join(statements, name);
  writeFileSync(`${path}.part`, bytes);
  renameSync(`${path}.part`, path);
  return path;
}

/** What the bank remembers of an account: only closed days, as statements go out with them. */
type RememberedAccount = {
  readonly sequenceNumber: number;
  readonly balance: string;
  readonly lastDay: BankingDay | null;
  readonly referencesGiven: number;
};

function remember(folder: string, states: ReadonlyMap<string, AccountState>): void {
  const remembered = Object.fromEntries(
    [...states].map(([key, { sequenceNumber, balance, lastDay = null, referencesGiven }]) => [
      key,
      { sequenceNumber, balance: toDecimal(balance), lastDay, referencesGiven },
    ]),
  );
  const path = join(folder, MEMORY_FILE);
  writeFileSync(`${path}.part`, `${JSON.stringify(remembered, undefined, 2)}\n`);
  renameSync(`${path}.part`, path);
}

function recall(folder: string, states: ReadonlyMap<string, AccountState>): void {
  const path = join(folder, MEMORY_FILE);
  if (!existsSync(path)) return;
  const all = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, RememberedAccount>>;
  for (const [key, { balance, lastDay, ...counters }] of Object.entries(all)) {
    const state = states.get(key);
    if (!state) continue; // a company that this sandbox was started without
    Object.assign(state, counters, { balance: amountOn(state.account, balance) });
    state.lastDay = lastDay ?? undefined;
  }
}

const MEMORY_FILE = 'bank.json';

/** A balance between two closings belongs to no day; nothing reads it. */
const NO_DAY = '' as BankingDay;
