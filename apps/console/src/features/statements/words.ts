/** The words of this place. Pure. */

import type {
  AccountMonth,
  BankFile,
  ConsoleBankFile,
  ConsoleStatementEntry,
  StatementDay,
  StatementLink,
} from '@kontor/contracts';
import type { MonthMark, StateName } from '../../ui/index.ts';

type Shown = { readonly mark: MonthMark; readonly word: string };

export function shownDay({ state, holiday }: StatementDay): Shown {
  return state === 'holiday' ? { mark: 'closed', word: holiday ?? 'Holiday' } : DAYS[state];
}

/** One sentence on all accounts. */
export function leadOf(accounts: readonly AccountMonth[]): string {
  const sum = (name: 'missing' | 'quarantined' | 'waiting') =>
    accounts.reduce((total, account) => total + account[name], 0);
  const parts = [
    counted(sum('missing'), 'banking day has no statement', 'banking days have no statement'),
    counted(sum('quarantined'), 'day is quarantined', 'days are quarantined'),
    counted(sum('waiting'), 'day waits for a statement before it', 'days wait for one before them'),
  ].filter((part) => part !== undefined);
  if (parts.length > 0) return `${parts.join(', ')}.`;
  const received = accounts.reduce((total, account) => total + account.received, 0);
  if (received === 0) return 'No statement came in this month.';
  return 'Every banking day so far has its statement, and each opens where the last one closed.';
}

/** What the line of an account says beside its name. */
export function noteOf({ missing, quarantined, waiting }: AccountMonth): string {
  const parts = [
    missing > 0 && `${missing} missing`,
    quarantined > 0 && `${quarantined} quarantined`,
    waiting > 0 && `${waiting} waiting`,
  ].filter((part) => part !== false);
  return parts.join(', ');
}

export function shownLink({ status, joins }: StatementLink): { state: StateName; word: string } {
  if (status === 'waiting') return { state: 'waiting', word: 'Waiting' };
  if (status === 'quarantined') return { state: 'refused', word: 'Quarantined' };
  if (joins === 'broken') return { state: 'in-doubt', word: 'Broken off' };
  return { state: 'done', word: joins === 'first' ? 'Proved, first' : 'Proved, joined' };
}

export const FILE_STATES: Readonly<
  Record<ConsoleBankFile['status'], { readonly state: StateName; readonly word: string }>
> = {
  booked: { state: 'done', word: 'Booked' },
  waiting: { state: 'waiting', word: 'Waiting' },
  quarantined: { state: 'refused', word: 'Quarantined' },
  information: { state: 'done', word: 'Information' },
  repeated: { state: 'done', word: 'Known before' },
};

export const ENTRY_STATES: Readonly<
  Record<ConsoleStatementEntry['status'], { readonly state: StateName; readonly word: string }>
> = {
  open: { state: 'waiting', word: 'Open' },
  partly: { state: 'waiting', word: 'Partly matched' },
  matched: { state: 'done', word: 'Matched' },
  returned: { state: 'refused', word: 'Returned' },
  none: { state: 'held', word: 'Not for matching' },
};

/** What became of a file that was just handed over. */
export function resultOf(file: BankFile, wasKnown: boolean): { title: string; isWell: boolean } {
  const holds = `${several(file.statements, 'statement')} with ${several(file.entries, 'entry')}`;
  if (wasKnown) {
    const title = 'These very bytes were here before: nothing was booked twice';
    return { title, isWell: file.status !== 'quarantined' };
  }
  switch (file.status) {
    case 'booked':
      return { title: `Booked: ${holds}`, isWell: true };
    case 'waiting':
      return { title: 'Kept, and waiting for the statement before it', isWell: true };
    case 'received':
      return { title: 'Kept, and being read', isWell: true };
    case 'quarantined':
      return { title: 'Quarantined: nothing of it is booked', isWell: false };
  }
}

export function monthAfter(month: string, by: 1 | -1): string {
  const [year = 0, number = 1] = month.split('-').map((part) => Number.parseInt(part, 10));
  const months = year * 12 + number - 1 + by;
  const two = String((months % 12) + 1).padStart(2, '0');
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${two}`;
}

function counted(count: number, one: string, many: string): string | undefined {
  return count === 0 ? undefined : `${count} ${count === 1 ? one : many}`;
}

export function several(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

const DAYS: Readonly<Record<StatementDay['state'], Shown>> = {
  received: { mark: 'done', word: 'Received' },
  waiting: { mark: 'waiting', word: 'Waits for one before it' },
  quarantined: { mark: 'refused', word: 'Quarantined' },
  missing: { mark: 'missing', word: 'Missing' },
  due: { mark: 'due', word: 'Due' },
  weekend: { mark: 'closed', word: 'Weekend' },
  holiday: { mark: 'closed', word: 'Holiday' },
  before: { mark: 'before', word: 'Before the first statement' },
  later: { mark: 'later', word: 'Not yet' },
};

export const LEGEND: readonly Shown[] = [
  DAYS.received,
  DAYS.missing,
  DAYS.quarantined,
  DAYS.waiting,
  DAYS.due,
  { mark: 'closed', word: 'Weekend or holiday' },
  DAYS.before,
];
