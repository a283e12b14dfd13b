/**
 * The files that banks deliver over the days, in the order in which they come: most as they should,
 * one with a wrong balance and then the right one, one before the one that precedes it, one twice.
 */

import { assert, present, type BankingDay } from '@kontor/kernel';
import type { SandboxBank, StatementFile } from '@kontor/sandbox';
import { FIRST_BANK_DAY, type Scenario } from './scenario.ts';

export type BankFileHandover = {
  readonly name: string;
  readonly accountKey: string;
  readonly bytes: Uint8Array;
  readonly channel: 'api' | 'folder';
  /** `duplicate`: these bytes were here before. `waiting`: the statement before it is missing. */
  readonly expectation: 'booked' | 'waiting' | 'quarantined' | 'duplicate';
};

export function makeBankFiles(
  { days, receipts, returns }: Pick<Scenario, 'days' | 'receipts' | 'returns'>,
  { bank, hasFolder }: { readonly bank: SandboxBank; readonly hasFolder: boolean },
): readonly BankFileHandover[] {
  const daily = days.slice(FIRST_BANK_DAY).map((day, index) => {
    const at = FIRST_BANK_DAY + index;
    for (const { accountKey, movement } of receipts.filter((each) => each.day === at)) {
      bank.book(accountKey, movement);
    }
    for (const { accountKey, movement } of returns.filter((each) => each.day === at)) {
      bank.book(accountKey, movement);
    }
    return closeDay(bank, day);
  });
  return inOrderOfArrival(daily, hasFolder);
}

function closeDay(bank: SandboxBank, day: BankingDay): readonly BankFileHandover[] {
  return bank.closeDay(day).map((file) => toHandover(file));
}

function toHandover({ name, accountKey, bytes }: StatementFile): BankFileHandover {
  return { name, accountKey, bytes, channel: 'api', expectation: 'booked' };
}

/**
 * The second day has the wrong balance and the missing file; the third day brings what was missing.
 */
function inOrderOfArrival(
  daily: readonly (readonly BankFileHandover[])[],
  hasFolder: boolean,
): readonly BankFileHandover[] {
  const [first = [], second = [], third = []] = daily;
  assert(daily.length === 3, 'money moves on three days');
  const [wrong, missing, dropped] = [CAMT_ACCOUNT, LATE_ACCOUNT, FOLDER_ACCOUNT].map((key) =>
    present(
      second.find(({ accountKey }) => accountKey === key) ?? second[0],
      'every account has a statement each day',
    ),
  );
  assert(wrong !== undefined && missing !== undefined, 'there are files to play tricks with');
  const isLate = ({ accountKey }: BankFileHandover) => accountKey === LATE_ACCOUNT;
  const repeated = present(first[0], 'there is a first file');
  return [
    ...first,
    { ...repeated, name: `copy-of-${repeated.name}`, expectation: 'duplicate' },
    { ...wrong, name: `draft-${wrong.name}`, ...withWrongBalance(wrong) },
    ...second
      .filter((file) => !isLate(file))
      .map((file): BankFileHandover => {
        return hasFolder && file === dropped ? { ...file, channel: 'folder' } : file;
      }),
    ...third.filter(isLate).map((file): BankFileHandover => ({ ...file, expectation: 'waiting' })),
    ...second.filter(isLate),
    ...third.filter((file) => !isLate(file)),
  ];
}

/** The closing balance says ten million more than the entries explain. */
function withWrongBalance({
  bytes,
}: BankFileHandover): Pick<BankFileHandover, 'bytes' | 'expectation'> {
  const text = Buffer.from(bytes).toString('utf8');
  const spoilt = text.replace(/(<Cd>CLBD<\/Cd>.*?<Amt [^>]*>)/s, '$11');
  assert(spoilt !== text, 'the statement has a closing balance');
  return { bytes: Buffer.from(spoilt, 'utf8'), expectation: 'quarantined' };
}

/** Its files are camt.053, and it has the most entries. */
const CAMT_ACCOUNT = 'DE01-MAIN';
const LATE_ACCOUNT = 'GB01-MAIN';
const FOLDER_ACCOUNT = 'US01-MAIN';
