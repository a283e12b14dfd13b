/**
 * The worker: takes booked entries that nobody looked at yet, in the order of each account, and
 * lets the rules decide about them. One worker at a time has an account; others pass on to the
 * next.
 *
 * Each entry has a savepoint of its own: one that cannot be handled becomes an exception, and does
 * not stop those behind it.
 */

import { money } from '@kontor/kernel';
import { inTransaction, isDatabaseAway, isLostRace, type Queryable } from '@kontor/postgres';
import type { MatchingOffice } from '../ports.ts';
import { openException } from '../record/open-exception.ts';
import {
  BANK_ENTRY_COLUMNS,
  fromBankEntryRow,
  type BankEntry,
  type BankEntryRow,
} from './bank-entry.ts';
import { judgeDebit } from './judge-debit.ts';
import { matchReceipt } from './match-receipt.ts';
import { joinMatching } from './matching-lock.ts';
import { readDirectory, type Directory } from './read-directory.ts';
import { requeueFittingReceipts } from './requeue-fitting-receipts.ts';
import { setMatchStatus } from './set-match-status.ts';

export type MatchingRound = Readonly<Record<EntryOutcome, number>>;

/** What became of an entry. `deferred`: it is looked at again in a moment. */
export type EntryOutcome = 'matched' | 'asked' | 'returned' | 'passed' | 'deferred';

/** One round over all accounts. Call it again at once while it had work, else after a while. */
export async function matchBankEntries(office: MatchingOffice): Promise<MatchingRound> {
  await requeueFittingReceipts(office.pool);
  const round = { matched: 0, asked: 0, returned: 0, passed: 0, deferred: 0 };
  const { rows } = await office.pool.query<{ account: string }>(ACCOUNTS_WITH_WORK);
  for (const { account } of rows) {
    const outcomes = await inTransaction(office.pool, (db) => matchAccount(db, office, account));
    for (const outcome of outcomes) round[outcome] += 1;
  }
  return round;
}

async function matchAccount(
  db: Queryable,
  office: MatchingOffice,
  account: string,
): Promise<readonly EntryOutcome[]> {
  const { rows: locks } = await db.query<{ locked: boolean }>({
    text: 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked',
    values: [`matching ${account}`],
  });
  if (!locks[0]?.locked) return [];
  await joinMatching(db);
  const { rows } = await db.query<BankEntryRow>({
    name: 'entries_to_match',
    text: ENTRIES_TO_MATCH,
    values: [account, ENTRIES_PER_ROUND, DEFERRED_SECONDS],
  });
  const entries = rows.map(fromBankEntryRow);
  const [first] = entries;
  if (!first) return [];
  // All entries of an account have its legal entity and its currency.
  const directory = await readDirectory(db, first);
  const outcomes: EntryOutcome[] = [];
  for (const entry of entries) {
    outcomes.push(await judgeSafely(db, office, { entry, directory }));
  }
  // Who looks at the workspace is told by these counters, else up to ten seconds later.
  await db.query({ text: 'select pg_stat_force_next_flush()' });
  return outcomes;
}

async function judgeSafely(
  db: Queryable,
  office: MatchingOffice,
  { entry, directory }: { readonly entry: BankEntry; readonly directory: Directory },
): Promise<EntryOutcome> {
  await db.query({ text: 'savepoint entry' });
  try {
    const outcome =
      entry.direction === 'credit'
        ? await matchReceipt(db, office, { entry, directory })
        : await judgeDebit(db, office, entry);
    // Checked here, so that what does not add up concerns this entry alone.
    await db.query({ text: 'set constraints match_adds_up immediate' });
    await db.query({ text: 'set constraints match_adds_up deferred' });
    await db.query({ text: 'release savepoint entry' });
    return outcome;
  } catch (error) {
    // Lost races, locks that took too long and lost connections say nothing about the entry: all
    // of it is repeated.
    if (isLostRace(error) || isDatabaseAway(error)) throw error;
    await db.query({ text: 'rollback to savepoint entry' });
    await setMatchStatus(db, {
      bankEntryId: entry.bankEntryId,
      status: entry.claimed === 0n ? 'open' : 'partly',
    });
    await openException(db, office.ids, {
      kind: 'receipt',
      code: 'receipt_could_not_be_handled',
      text: `Kontor could not handle this entry: ${messageOf(error)}`,
      legalEntity: entry.legalEntity,
      bankEntryId: entry.bankEntryId,
      value: money(entry.amount - entry.claimed, entry.currency),
    });
    return 'asked';
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : 'no reason is known';
}

/** Some hundred milliseconds of work, after which other accounts have their turn. */
const ENTRIES_PER_ROUND = 100;
/** A return whose original is still being posted is looked at again after this. */
const DEFERRED_SECONDS = 15;

/** Hops from account to account in the index, however many entries wait. */
export const ACCOUNTS_WITH_WORK = `
  with recursive hop as (
    (select account from bank_entry where booked and match_status = 'new'
     order by account limit 1)
    union all
    select (select account from bank_entry
            where booked and match_status = 'new' and account > hop.account
            order by account limit 1)
    from hop where hop.account is not null
  )
  select account from hop where account is not null
`;

export const ENTRIES_TO_MATCH = `
  select ${BANK_ENTRY_COLUMNS}
  from bank_entry
  where account = $1 and booked and match_status = 'new'
    and (tried_at is null or tried_at < now() - make_interval(secs => $3) or direction = 'credit')
  order by booking_day, bank_statement_id, position
  limit $2
  for update
`;
