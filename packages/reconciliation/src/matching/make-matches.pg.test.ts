import { inTransaction } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { present } from '@kontor/kernel';
import { beforeEach, describe, expect, test } from 'vitest';
import { receivablesOperations } from '../receivables-connector.ts';
import { camtStatement, closingOf, type SampleEntry } from '../samples/camt-statement.ts';
import { addCustomer, addOpenItem, sampleEngine } from '../samples/matching-office.ts';
import { addAccount, addCompany, HOUSE_ACCOUNT, importText } from '../samples/office.ts';
import { makeMatches } from './make-matches.ts';
import { matchBankEntries } from './match-bank-entries.ts';
import type { MatchRequest } from './plan-match.ts';
import { previewMatches } from './preview-matches.ts';
import { retryEntry } from './retry-entry.ts';
import { reverseMatch } from './reverse-match.ts';
import { suggestionsForEntry } from './suggestions-for-entry.ts';

const { pool } = await testDatabase();
const PAYER = 'DE89370400440532013000';
const permitted = new Set(['DE01']);
let engine = sampleEngine(pool);
let day = 1;
let balance = '1000.00';

beforeEach(async () => {
  await pool.query(
    `truncate staged_entries, bank_file, bank_statement, bank_entry, exception, exception_comment,
       outbox, match, claim, legal_entity, bank_account, period, tax_code, open_item, customer
       cascade`,
  );
  await addCompany(pool);
  await addAccount(pool, HOUSE_ACCOUNT);
  await addCustomer(pool, 'C1', 'Nordlicht Handels GmbH', PAYER);
  engine = sampleEngine(pool);
  day = 1;
  balance = '1000.00';
});

/** A statement of the next day, booked. */
async function receive(...entries: readonly SampleEntry[]): Promise<void> {
  const date = `2026-03-${String(day).padStart(2, '0')}`;
  const statement = { id: `S${day}`, account: HOUSE_ACCOUNT, day: date, opening: balance, entries };
  const outcome = await importText(engine.office, camtStatement(statement));
  expect(outcome).toMatchObject({ file: { status: 'booked' } });
  balance = closingOf(statement);
  day += 1;
}

type Received = { readonly bank_entry_id: string; readonly version: number };

const MADE = { kind: 'made' };

function pay(entry: Received, openItemId: string, amount: string): MatchRequest {
  return {
    bankEntryId: entry.bank_entry_id,
    version: entry.version,
    allocations: [{ openItemId, amount }],
    differences: [],
  };
}

describe('a person', () => {
  async function unmatched(amount: string) {
    await receive({ amount, text: 'Sammelzahlung', payer: 'Jemand' });
    await matchBankEntries(engine.office);
    const { rows } = await pool.query<{ bank_entry_id: string; version: number }>(
      'select bank_entry_id, version from bank_entry order by booking_day desc limit 1',
    );
    return present(rows[0], 'it was received');
  }
  type Partly = Partial<MatchRequest> & Pick<MatchRequest, 'bankEntryId'>;
  const whole = (match: Partly): MatchRequest => ({ allocations: [], differences: [], ...match });
  const makeAll = (matches: readonly Partly[], who = permitted) =>
    inTransaction(pool, async (db) => {
      await db.query({ text: 'savepoint before' });
      const outcome = await makeMatches(db, engine.office, {
        matches: matches.map(whole),
        by: 'ana@example.com',
        correlationId: 'test',
        permitted: who,
      });
      if (outcome.kind !== 'made') await db.query({ text: 'rollback to savepoint before' });
      return outcome;
    });
  const make = (match: Partly, who = permitted) => makeAll([match], who);

  test('splits a receipt, writes a cent off and leaves the rest on account', async () => {
    const one = await addOpenItem(engine, { number: 'X-1', amount: '10.00' });
    const two = await addOpenItem(engine, { number: 'X-2', amount: '20.01' });
    const entry = await unmatched('35.00');
    const outcome = await make({
      bankEntryId: entry.bank_entry_id,
      version: entry.version,
      allocations: [
        { openItemId: one, amount: '10.00' },
        { openItemId: two, amount: '20.01' },
      ],
      differences: [
        { kind: 'write-off', amount: '0.01', reason: 'A cent of rounding.' },
        { kind: 'on-account', amount: '5.00', reason: 'Paid too much.' },
      ],
    });
    expect(outcome.kind).toBe('made');
    expect(engine.started[0]?.input).toMatchObject({
      amount: '35.00',
      differences: [{ account: '4730', amount: '0.01', reason: 'A cent of rounding.' }],
      onAccount: '5.00',
    });
    expect(await entries()).toEqual(['matched 35.00 claimed 35.00']);
    expect(await exceptions()).toEqual(['receipt_without_match resolved']);
  });

  test('who looked at an older version is told who was quicker, by name, and when', async () => {
    await pool.query(`insert into person (subject, name)
      values ('ana@example.com', 'Ana Lindqvist') on conflict do nothing`);
    const item = await addOpenItem(engine, { number: 'X-1', amount: '10.00' });
    const entry = await unmatched('12.00');
    const allocations = [{ openItemId: item, amount: '10.00' }];
    const match = { bankEntryId: entry.bank_entry_id, version: entry.version, allocations };
    expect((await make(match)).kind).toBe('made');
    expect(await make(match)).toMatchObject({
      kind: 'stale',
      quicker: {
        by: 'ana@example.com',
        sentence: expect.stringMatching(
          /^Ana Lindqvist matched it with X-1 at \d\d:\d\d:\d\d UTC\.$/,
        ) as string,
      },
    });
  });

  test('what somebody else claimed meanwhile is not claimed again', async () => {
    const item = await addOpenItem(engine, { number: 'X-1', amount: '10.00' });
    const allocations = [{ openItemId: item, amount: '10.00' }];
    const first = await unmatched('11.00');
    expect(
      (await make({ bankEntryId: first.bank_entry_id, version: first.version, allocations })).kind,
    ).toBe('made');
    const second = await unmatched('12.00');
    expect(
      await make({ bankEntryId: second.bank_entry_id, version: second.version, allocations }),
    ).toMatchObject({ kind: 'already_claimed', quicker: { by: 'ana@example.com' } });
  });

  test('pays one item with two receipts, and one receipt for two customers, at once', async () => {
    const large = await addOpenItem(engine, { number: 'X-1', amount: '30.00' });
    const other = await addOpenItem(engine, { number: 'X-2', amount: '5.00', customer: 'C2' });
    const [first, second] = [await unmatched('20.00'), await unmatched('15.00')];
    const outcome = await makeAll([
      pay(first, large, '20.00'),
      pay(second, large, '10.00'),
      pay(second, other, '5.00'),
    ]);
    expect(outcome).toMatchObject({ kind: 'made', matchIds: { length: 3 } });
    expect(await items()).toEqual(['X-1 cleared 30.00', 'X-2 cleared 5.00']);
    const cleared = engine.started.map(({ input }) => input.allocations[0]?.isCleared);
    expect(cleared).toEqual([false, true, true]);
    expect(await exceptions()).toEqual([
      'receipt_without_match resolved',
      'receipt_without_match resolved',
    ]);
  });

  test('of several matches, all are made or none', async () => {
    const item = await addOpenItem(engine, { number: 'X-1', amount: '30.00' });
    const [first, second] = [await unmatched('20.00'), await unmatched('15.00')];
    const matches = [pay(first, item, '20.00'), pay(second, item, '15.00')];
    expect(await makeAll(matches)).toMatchObject({ kind: 'already_claimed', index: 1 });
    expect(await items()).toEqual(['X-1 open 0.00']);
    expect(await entries()).toEqual(['open 20.00 claimed 0.00', 'open 15.00 claimed 0.00']);
  });

  test('is shown beforehand what will be posted, and nothing changes', async () => {
    const item = await addOpenItem(engine, { number: 'X-1', amount: '30.00' });
    const [first, second] = [await unmatched('20.00'), await unmatched('15.00')];
    const matches = [pay(first, item, '20.00'), pay(second, item, '10.00')].map(whole);
    const shown = await previewMatches(pool, { matches, permitted });
    expect(shown).toMatchObject({
      kind: 'previewed',
      previews: [
        { leftOfEntry: 0n, items: [{ number: 'X-1', openBefore: 3_000n, openAfter: 1_000n }] },
        { leftOfEntry: 500n, items: [{ openBefore: 1_000n, openAfter: 0n }] },
      ],
    });
    expect(await items()).toEqual(['X-1 open 0.00']);
    expect(engine.started).toEqual([]);
  });

  test('writes off alone up to the limit; above it, or in slices, a second person is asked', async () => {
    await pool.query(`update legal_entity set write_off_approval_above = '{"EUR": 1000}'`);
    const item = await addOpenItem(engine, { number: 'X-1', amount: '100.00' });
    const short = (entry: Received, amount: string, writeOff: string) => ({
      ...pay(entry, item, amount),
      differences: [{ kind: 'write-off' as const, amount: writeOff, reason: 'Goodwill.' }],
    });
    expect(await make(short(await unmatched('20.00'), '30.00', '10.00'))).toMatchObject(MADE);
    expect(await make(short(await unmatched('21.00'), '21.01', '0.01'))).toMatchObject(MADE);
    expect(engine.started.map(({ input }) => input.writeOffApproval)).toEqual([
      undefined,
      {
        requestedBy: 'ana@example.com',
        amount: '10.01',
        limit: '10.00',
        reason: 'Goodwill.',
      },
    ]);
    const { rows } = await pool.query('select approval from match order by made_at');
    expect(rows).toEqual([{ approval: 'none' }, { approval: 'asked' }]);
    // Held at once, so that nobody spends it meanwhile.
    expect(await items()).toEqual(['X-1 partly 51.01']);
  });

  test('cannot approve what they asked for, whatever the code above believes', async () => {
    await pool.query(`update legal_entity set write_off_approval_above = '{"EUR": 0}'`);
    const item = await addOpenItem(engine, { number: 'X-1', amount: '10.00' });
    const match = pay(await unmatched('9.00'), item, '10.00');
    const differences = [{ kind: 'write-off' as const, amount: '1.00', reason: 'Goodwill.' }];
    await make({ ...match, differences });
    const approve = (by: string) =>
      pool.query(`update match set approval = 'approved', decided_by = $1`, [by]);
    await expect(approve('Ana@Example.com')).rejects.toThrow(/another_person_approves/);
    await approve('charles@example.com');
  });

  test.each<[string, string, Partial<MatchRequest>]>([
    [
      'more than was received',
      'more_than_received',
      { allocations: [{ openItemId: 'A', amount: '99.00' }] },
    ],
    [
      'items of two customers',
      'several_customers',
      {
        allocations: [
          { openItemId: 'A', amount: '1.00' },
          { openItemId: 'B', amount: '1.00' },
        ],
      },
    ],
    ['nothing', 'nothing_to_pay', {}],
    ['a wrong sign', 'wrong_sign', { allocations: [{ openItemId: 'A', amount: '-1.00' }] }],
    [
      'too many decimals',
      'amount_not_exact',
      { allocations: [{ openItemId: 'A', amount: '1.001' }] },
    ],
  ])('cannot match %s', async (_, code, match) => {
    const ids: Record<string, string> = {
      A: await addOpenItem(engine, { number: 'X-1', amount: '100.00' }),
      B: await addOpenItem(engine, { number: 'X-2', amount: '100.00', customer: 'C2' }),
    };
    const entry = await unmatched('12.00');
    const outcome = await make({
      bankEntryId: entry.bank_entry_id,
      version: entry.version,
      allocations: (match.allocations ?? []).map(({ openItemId, amount }) => ({
        openItemId: ids[openItemId] ?? '',
        amount,
      })),
    });
    expect(outcome.kind === 'unacceptable' && outcome.defects.map((each) => each.code)).toContain(
      code,
    );
    expect(engine.started).toEqual([]);
  });

  test('who may not act for the legal entity finds nothing', async () => {
    const entry = await unmatched('12.00');
    const match = { bankEntryId: entry.bank_entry_id, version: entry.version };
    expect(await make(match, new Set(['FR01']))).toEqual({ kind: 'absent', index: 0 });
  });

  test('takes a match back; the rules leave the receipt alone afterwards', async () => {
    await addOpenItem(engine, { number: 'RE-2026-0042', amount: '50.00' });
    await receive({ amount: '50.00', text: 'RE-2026-0042' });
    await matchBankEntries(engine.office);
    const { matchId, reference } = await confirmationOf();
    const reversal = {
      matchId,
      by: 'ana@example.com',
      reason: 'Wrong invoice.',
      correlationId: 'test',
      permitted,
    };
    const reverse = () => inTransaction(pool, (db) => reverseMatch(db, engine.office, reversal));
    expect(await reverse()).toEqual({ kind: 'asked' });
    expect(await reverse()).toMatchObject({ kind: 'impossible' });
    const release = receivables()['match.release'];
    expect(await release({ matchId, reference })).toMatchObject({ kind: 'confirmed' });
    expect(await release({ matchId, reference })).toMatchObject({ kind: 'confirmed' });
    expect(await items()).toEqual(['RE-2026-0042 open 0.00']);
    expect(await exceptions()).toEqual(['receipt_released open']);
    const { rows } = await pool.query<{ bank_entry_id: string }>(
      'select bank_entry_id from bank_entry',
    );
    const bankEntryId = rows[0]?.bank_entry_id ?? '';
    await inTransaction(pool, (db) =>
      retryEntry(db, {
        bankEntryId,
        by: 'ana',
        reason: 'once more',
        correlationId: 'test',
        permitted,
      }),
    );
    expect(await matchBankEntries(engine.office)).toMatchObject({ matched: 0, asked: 1 });
    const suggestions = await suggestionsForEntry(pool, engine.office.rules, {
      bankEntryId,
      permitted,
    });
    expect(suggestions[0]?.explanation).toBe(
      'The payment names RE-2026-0042 and pays exactly what is open.',
    );
  });
});

function receivables() {
  return receivablesOperations(engine.office);
}

async function confirmationOf() {
  const { rows } = await pool.query<{ match_id: string }>('select match_id from match');
  return { matchId: present(rows[0], 'there is a match').match_id, reference: '0'.repeat(20) };
}

async function entries() {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s %s claimed %s', match_status, (amount_minor / 100)::numeric(18, 2),
       (claimed_minor / 100)::numeric(18, 2)) as line
     from bank_entry order by booking_day, position`,
  );
  return rows.map(({ line }) => line);
}

async function items() {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s %s %s', number, status, (claimed_minor / 100)::numeric(18, 2)) as line
     from open_item order by number`,
  );
  return rows.map(({ line }) => line);
}

async function exceptions() {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s %s', code, status) as line from exception order by opened_at, exception_id`,
  );
  return rows.map(({ line }) => line);
}
