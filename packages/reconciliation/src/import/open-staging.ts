/** One statement while its entries arrive: batches them, and sums up when it closes. */

import { createHash } from 'node:crypto';
import type { Balance, StatementEntry, StatementHeader, StatementPart } from '@kontor/canon';
import type { ProofOutcome } from '@kontor/formats';
import { parseBankingDay, type BankingDay, type Defect, type IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { findBankAccount, namesOf, type OwnAccount } from './find-bank-account.ts';
import { insertStatement } from './insert-statement.ts';
import { stageEntries } from './stage-entries.ts';
import type { StagedStatement } from './staged-statement.ts';
import { toStagedEntry, type StagedEntry } from './to-staged-entry.ts';

export type OpenStatement = {
  add(entry: StatementEntry): Promise<void>;
  close(part: ClosingPart, outcome: ProofOutcome): Promise<StagedStatement>;
};

type ClosingPart = Extract<StatementPart, { kind: 'closed' }>;

type Opening = {
  readonly ids: IdSource;
  readonly bankFileId: string;
  readonly today: BankingDay;
  readonly header: StatementHeader;
};

export async function openStaging(
  db: Queryable,
  { ids, bankFileId, today, header }: Opening,
): Promise<OpenStatement> {
  const own = await findBankAccount(db, header.account);
  const account = own?.account ?? namesOf(header.account)[0] ?? '';
  const bankStatementId = ids.next('BankStatementId');
  await insertStatement(db, { bankStatementId, bankFileId, account, own, header, today });
  const hash = createHash('sha256');
  let batch: StagedEntry[] = [];
  let batchCharacters = 0;
  let batchCount = 0;
  let entryCount = 0;
  let currency: string | undefined;
  let lastDay: BankingDay | undefined;

  const write = async () => {
    if (own && batch.length > 0) {
      await stageEntries(db, { bankStatementId, batch: (batchCount += 1), entries: batch });
    }
    batch = [];
    batchCharacters = 0;
  };
  return {
    async add(entry) {
      const fallback = parseBankingDay(header.toDay ?? '') ?? today;
      const staged = toStagedEntry(entry, ids.next('BankEntryId'), fallback);
      entryCount += 1;
      currency ??= staged.currency;
      if (lastDay === undefined || staged.booking_day > lastDay) lastDay = staged.booking_day;
      hash.update(`${staged.entry_status} ${staged.direction} ${staged.amount_minor} `);
      hash.update(`${staged.booking_day}\n`);
      batch.push(staged);
      batchCharacters += staged.entry.length;
      if (batch.length >= BATCH_ENTRIES_MAX || batchCharacters >= BATCH_CHARACTERS_MAX)
        await write();
    },
    async close({ balances }, outcome) {
      await write();
      if (outcome.kind === 'proved')
        hash.update(`${outcome.opening.minor} ${outcome.closing.minor}`);
      const dayOfBalance =
        balances.findLast(({ code }) => code === 'CLBD')?.day ?? lastOf(balances);
      const statement = {
        bankStatementId,
        header,
        balances,
        account,
        legalEntity: own?.legalEntity,
        currency: currencyOf(outcome) ?? currency ?? header.account.currency ?? own?.currency ?? '',
        toDay: parseBankingDay(dayOfBalance ?? header.toDay ?? '') ?? lastDay ?? dayless(outcome),
        outcome,
        entryCount,
        fingerprint: hash.digest('hex'),
      };
      return { ...statement, defects: defectsOf(statement, own) };
    },
  };

  /** A report without any day is about the day it came. */
  function dayless(outcome: ProofOutcome): BankingDay | undefined {
    return outcome.kind === 'without_proof' ? today : undefined;
  }
}

function lastOf(balances: readonly Balance[]): string | undefined {
  return balances.findLast(({ code, day }) => day !== undefined && !FORECASTS.has(code))?.day;
}

function currencyOf(outcome: ProofOutcome): string | undefined {
  return outcome.kind === 'proved' ? outcome.closing.currency : undefined;
}

function defectsOf(
  statement: Omit<StagedStatement, 'defects'>,
  own: OwnAccount | undefined,
): readonly Defect[] {
  const { header, account, currency, toDay, outcome } = statement;
  const at = `statement ${header.id}`;
  const defects: Defect[] = outcome.kind === 'disproved' ? [...outcome.defects] : [];
  if (!own) {
    const detail = `Account ${account} is none of ours: add it to the bank accounts first.`;
    defects.push({ code: 'account_unknown', at, detail });
  } else if (currency !== own.currency) {
    const detail = `It is kept in ${currency}; we know account ${account} in ${own.currency}.`;
    defects.push({ code: 'currency_differs', at, detail });
  }
  if (toDay === undefined) {
    const detail = 'No balance, no period and no entry says of which day it is.';
    defects.push({ code: 'day_missing', at, detail });
  }
  return defects;
}

/** Available balances of coming days say nothing about the day of the statement. */
const FORECASTS = new Set(['FWAV']);

/** A thousand rows make a statement of some 700 kB: larger ones gain nothing. */
const BATCH_ENTRIES_MAX = 1_000;
/** A batch entry can hold a hundred thousand payments: then few rows are a batch. */
const BATCH_CHARACTERS_MAX = 2_000_000;
