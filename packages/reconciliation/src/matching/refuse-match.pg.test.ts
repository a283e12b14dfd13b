/** What a person refused is neither suggested again nor matched by a rule, until they say so. */

import { present } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { beforeEach, expect, test } from 'vitest';
import { listRefusals } from '../queries/list-refusals.ts';
import { camtStatement } from '../samples/camt-statement.ts';
import { addCustomer, addOpenItem, sampleEngine } from '../samples/matching-office.ts';
import { addAccount, addCompany, HOUSE_ACCOUNT, importText } from '../samples/office.ts';
import { matchBankEntries } from './match-bank-entries.ts';
import { refuseMatch } from './refuse-match.ts';
import { retryEntry } from './retry-entry.ts';
import { suggestionsForEntry } from './suggestions-for-entry.ts';
import { suggestionsForItems } from './suggestions-for-items.ts';
import { withdrawRefusal } from './withdraw-refusal.ts';

const { pool } = await testDatabase();
const permitted = new Set(['DE01']);
let engine = sampleEngine(pool);
/** Of the audit trail, which nobody empties: what came before this test. */
let before = '0';

beforeEach(async () => {
  await pool.query(
    `truncate bank_file, bank_statement, bank_entry, exception, exception_comment, outbox, match,
       claim, legal_entity, bank_account, period, tax_code, open_item, customer, match_refusal
     cascade`,
  );
  await addCompany(pool);
  await addAccount(pool, HOUSE_ACCOUNT);
  await addCustomer(pool, 'C1', 'Nordlicht Handels GmbH', 'DE89370400440532013000');
  engine = sampleEngine(pool);
  const { rows } = await pool.query<{ last: string }>(
    'select coalesce(max(sequence), 0)::text as last from audit_entry',
  );
  before = present(rows[0], 'a sum is always there').last;
});

/** One receipt of 100.00 that says nothing but what it is said to say. */
async function receive(text = 'Danke'): Promise<string> {
  const entries = [{ amount: '100.00', text, payer: 'Jemand' }];
  const date = { day: '2026-03-01', opening: '1000.00' };
  await importText(
    engine.office,
    camtStatement({ id: 'S1', account: HOUSE_ACCOUNT, ...date, entries }),
  );
  const { rows } = await pool.query<{ bank_entry_id: string }>(
    'select bank_entry_id from bank_entry',
  );
  return present(rows[0], 'it was received').bank_entry_id;
}

async function refuse(bankEntryId: string, openItemIds: readonly string[], by = 'ana') {
  const refusal = { bankEntryId, openItemIds, by, correlationId: 'c', permitted };
  return inTransaction(pool, (db) => refuseMatch(db, engine.office.ids, refusal));
}

/** What is offered, with who refused it where somebody did. */
async function offered(bankEntryId: string): Promise<readonly string[]> {
  const scope = { bankEntryId, permitted };
  const suggestions = await suggestionsForEntry(pool, engine.office.rules, scope);
  return suggestions.map(({ explanation, refusal }) => {
    const number = /X-\d/.exec(explanation)?.[0];
    return refusal ? `${number} refused by ${refusal.by}` : String(number);
  });
}

async function lookAgain(bankEntryId: string) {
  const retry = { bankEntryId, by: 'ana', reason: 'r', correlationId: 'c', permitted };
  await inTransaction(pool, (db) => retryEntry(db, retry));
  return matchBankEntries(engine.office);
}

test('is said by whom, comes after what is offered, and does not come back with the next run', async () => {
  await pool.query(`insert into person (subject, name) values ('ana', 'Ana Lindqvist')
    on conflict do nothing`);
  const one = await addOpenItem(engine, { number: 'X-1', amount: '100.00' });
  const two = await addOpenItem(engine, { number: 'X-2', amount: '100.00' });
  const entry = await receive();
  await matchBankEntries(engine.office);
  expect(await offered(entry)).toEqual(['X-1', 'X-2']);
  await refuse(entry, [one]);
  const after = ['X-2', 'X-1 refused by Ana Lindqvist'];
  expect(await offered(entry)).toEqual(after);
  expect(await lookAgain(entry)).toMatchObject({ matched: 0, asked: 1 });
  await addOpenItem(engine, { number: 'X-3', amount: '100.00' });
  await matchBankEntries(engine.office);
  expect(await offered(entry)).toEqual(['X-2', 'X-3', 'X-1 refused by Ana Lindqvist']);
  const scope = { openItemIds: [one, two], permitted };
  const forItems = await suggestionsForItems(pool, engine.office.rules, scope);
  expect(forItems.map(({ refusal }) => refusal !== undefined)).toEqual([false, true]);
});

test('is not matched by a rule, however sure: not even when it is asked to look again', async () => {
  const entry = await receive('Rechnung RE-2026-0042');
  await matchBankEntries(engine.office);
  const item = await addOpenItem(engine, { number: 'RE-2026-0042', amount: '100.00' });
  await refuse(entry, [item]);
  expect(await lookAgain(entry)).toMatchObject({ matched: 0, asked: 1 });
  const refusal = present((await refused())[0], 'it was refused');
  const withdrawal = { id: refusal.id, by: 'ben', correlationId: 'c', permitted };
  expect(await inTransaction(pool, (db) => withdrawRefusal(db, withdrawal))).toBe(true);
  expect(await lookAgain(entry)).toMatchObject({ matched: 1, asked: 0 });
});

test('is one refusal, however often, in whatever order, by however many at once', async () => {
  const items = [
    await addOpenItem(engine, { number: 'X-1', amount: '40.00' }),
    await addOpenItem(engine, { number: 'X-2', amount: '60.00' }),
  ];
  const entry = await receive();
  const both = await Promise.all([
    refuse(entry, items, 'ana'),
    refuse(entry, items.toReversed(), 'ben'),
    refuse(entry, [...items, ...items], 'charles'),
  ]);
  expect(new Set(both.map((each) => each?.id)).size).toBe(1);
  expect(await refused()).toHaveLength(1);
  expect(await audited()).toEqual([`${both[0]?.by} match.refused`]);
});

test('is audited with who and when, also when it is taken back, which happens once', async () => {
  const item = await addOpenItem(engine, { number: 'X-1', amount: '100.00' });
  const entry = await receive();
  const { id } = present(await refuse(entry, [item]), 'both are there');
  const withdraw = (who = permitted) => {
    const withdrawal = { id, by: 'ben', correlationId: 'c', permitted: who };
    return inTransaction(pool, (db) => withdrawRefusal(db, withdrawal));
  };
  expect(await withdraw(new Set(['FR01']))).toBe(false);
  expect(await withdraw()).toBe(true);
  expect(await withdraw()).toBe(false);
  expect(await audited()).toEqual(['ana match.refused', 'ben match.refusal_withdrawn']);
  expect(await offered(entry)).toEqual(['X-1']);
});

test('of another legal entity, of nothing, and of what is not there is refused itself', async () => {
  const item = await addOpenItem(engine, { number: 'X-1', amount: '100.00' });
  const entry = await receive();
  const asked = { openItemIds: [item], by: 'ana', correlationId: 'c' };
  const outcomes = await inTransaction(pool, async (db) => [
    await refuseMatch(db, engine.office.ids, {
      ...asked,
      bankEntryId: entry,
      permitted: new Set(['FR01']),
    }),
    await refuseMatch(db, engine.office.ids, { ...asked, bankEntryId: 'ben_gone', permitted }),
    await refuseMatch(db, engine.office.ids, {
      ...asked,
      bankEntryId: entry,
      openItemIds: [item, 'opn_gone'],
      permitted,
    }),
  ]);
  expect(outcomes).toEqual([undefined, undefined, undefined]);
  expect(await audited()).toEqual([]);
});

async function refused() {
  return (await listRefusals(pool, permitted, {}, { size: 50 })).items;
}

async function audited(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select actor || ' ' || action as line from audit_entry
     where action like 'match.refus%' and sequence > $1 order by sequence`,
    [before],
  );
  return rows.map(({ line }) => line);
}
