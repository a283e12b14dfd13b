import { present } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { camtStatement, closingOf, type SampleStatement } from '../samples/camt-statement.ts';
import {
  addAccount,
  addCompany,
  HOUSE_ACCOUNT,
  importText,
  sampleOffice,
  SECOND_ACCOUNT,
} from '../samples/office.ts';
import type { ImportOutcome } from './import-bank-file.ts';

const { pool } = await testDatabase();
const office = sampleOffice(pool);

beforeEach(async () => {
  await pool.query(
    `truncate staged_entries, bank_file, exception, outbox, match, claim, legal_entity,
       bank_account, open_item cascade`,
  );
  await addCompany(pool);
  await addAccount(pool, HOUSE_ACCOUNT);
  await addAccount(pool, SECOND_ACCOUNT);
});

const monday: SampleStatement = {
  id: 'S1',
  account: HOUSE_ACCOUNT,
  day: '2026-03-02',
  opening: '100.00',
  entries: [
    { amount: '1190.00', text: 'Invoice 4711', payer: 'Nordlicht AG' },
    { amount: '-40.00', text: 'Bank charges' },
  ],
};
const tuesday: SampleStatement = {
  id: 'S2',
  account: HOUSE_ACCOUNT,
  day: '2026-03-03',
  opening: closingOf(monday),
  entries: [{ amount: '12.50', text: 'Refund' }],
};
const wednesday: SampleStatement = {
  id: 'S3',
  account: HOUSE_ACCOUNT,
  day: '2026-03-04',
  opening: closingOf(tuesday),
};

describe('one file', () => {
  test('is booked with its entries, and the world is told', async () => {
    const outcome = await importText(office, camtStatement(monday));
    expect(fileOf(outcome)).toMatchObject({ status: 'booked', reasons: [] });
    expect(await books()).toEqual([
      { statement_id: 'S1', status: 'booked', before: null, entries: '2' },
    ]);
    expect(await eventTypes()).toEqual(['kontor.statement.booked.v1']);
    expect(await auditedActions(outcome)).toContain('bank_file.received');
  });

  test('whose bytes were here under another name has no second effect', async () => {
    const first = await importText(office, camtStatement(monday), { name: 'monday.xml' });
    const second = await importText(office, camtStatement(monday), { name: 'copy.xml' });
    expect(second).toEqual({ kind: 'known', file: fileOf(first) });
    expect(await countOf('bank_file')).toBe(1);
    expect(await countOf('bank_entry')).toBe(2);
    expect(await auditedActions(first)).toContain('bank_file.repeated');
  });

  test('that tells a known statement again has no second effect', async () => {
    await importText(office, camtStatement(monday));
    const again = await importText(office, `${camtStatement(monday)}\n`);
    expect(fileOf(again).status).toBe('duplicate');
    expect(fileOf(again).reasons.map(({ code }) => code)).toEqual(['already_taken_in']);
    expect(await countOf('bank_entry')).toBe(2);
    expect(await countOf('bank_statement')).toBe(1);
  });

  test('that tells a known statement and a new one books the new one', async () => {
    await importText(office, camtStatement(monday));
    const both = await importText(office, camtStatement(monday, tuesday));
    expect(fileOf(both).status).toBe('booked');
    expect((await books()).map(({ statement_id: id }) => id)).toEqual(['S1', 'S2']);
  });
});

describe('quarantine', () => {
  const changed = { ...monday, entries: [{ amount: '1910.00' }, { amount: '-40.00' }] };
  const other = { ...monday, id: 'S9', account: 'DE89370400440532013000' };
  test.each<[string, string, string]>([
    [
      'a closing balance that differs',
      camtStatement({ ...monday, closing: '1250.01' }),
      'closing_balance_differs',
    ],
    ['an account we do not know', camtStatement(other), 'account_unknown'],
    ['a file cut off in the middle', camtStatement(monday).slice(0, -120), 'xml_incomplete'],
    [
      'one bad statement among good ones',
      camtStatement(monday, { ...tuesday, closing: '0.00' }),
      'closing_balance_differs',
    ],
  ])('%s', async (_, file, code) => {
    const outcome = fileOf(await importText(office, file));
    expect(outcome.status).toBe('quarantined');
    expect(outcome.reasons.map((each) => each.code)).toContain(code);
    expect(await countOf('bank_entry')).toBe(0);
    expect(await books()).toEqual([]);
    expect(await eventTypes()).toEqual([
      'kontor.exception.opened.v1',
      'kontor.file.quarantined.v1',
    ]);
  });

  test('the same statement with other amounts, with what changed in words', async () => {
    await importText(office, camtStatement(monday));
    const { status, reasons } = fileOf(await importText(office, camtStatement(changed)));
    expect(status).toBe('quarantined');
    expect(reasons[0]?.code).toBe('same_identification_changed_amounts');
    expect(reasons[0]?.detail).toContain('The closing balance was 1250.00 EUR and is 1970.00 EUR.');
    expect(reasons[0]?.detail).toContain('A credit of 1190.00 EUR on 2026-03-02 is gone (1×).');
    expect(reasons[0]?.detail).toContain('A credit of 1910.00 EUR on 2026-03-02 is new (1×).');
    expect(await countOf('bank_entry')).toBe(2);
  });

  test('the same money under another name', async () => {
    await importText(office, camtStatement(monday));
    const renamed = { ...monday, id: 'S1-again', day: '2026-03-02' };
    const { status, reasons } = fileOf(await importText(office, camtStatement(renamed)));
    expect([status, reasons[0]?.code]).toEqual([
      'quarantined',
      'same_amounts_other_identification',
    ]);
  });

  test('the currency of the account is another', async () => {
    await pool.query(`update bank_account set currency = 'USD'`);
    const { reasons } = fileOf(await importText(office, camtStatement(monday)));
    expect(reasons.map(({ code }) => code)).toEqual(['currency_differs']);
  });

  test('sent again while the same speaks against it, a file is not asked about twice', async () => {
    const broken = camtStatement({ ...monday, closing: '1250.01' });
    const first = fileOf(await importText(office, broken));
    expect(await importText(office, broken)).toEqual({ kind: 'known', file: first });
    expect(await countOf('bank_file')).toBe(1);
    expect(await countOf('exception')).toBe(1);
    expect(await countOf('staged_entries')).toBe(0);
    await pool.query(`update exception set status = 'resolved'`);
    expect((await importText(office, broken)).kind).toBe('imported');
  });

  test('a file that was quarantined may be sent again when its cause is mended', async () => {
    await pool.query('delete from bank_account where account = $1', [HOUSE_ACCOUNT]);
    expect(fileOf(await importText(office, camtStatement(monday))).status).toBe('quarantined');
    await addAccount(pool, HOUSE_ACCOUNT);
    expect(fileOf(await importText(office, camtStatement(monday))).status).toBe('booked');
  });
});

describe('what is not ours to take', () => {
  test('of something that is no bank file, nothing is kept', async () => {
    const outcome = await importText(office, 'name;amount\nAna;1,00\n');
    expect(outcome.kind).toBe('not_a_bank_file');
    expect(await countOf('bank_file')).toBe(0);
  });

  test('of a file for another legal entity than the sender’s, nothing is kept', async () => {
    const permitted = new Set(['FR01']);
    const outcome = await importText(office, camtStatement(monday), { permitted });
    expect(outcome).toEqual({ kind: 'entity_forbidden', legalEntity: 'DE01' });
    await importText(office, camtStatement(monday));
    const again = await importText(office, camtStatement(monday), { permitted });
    expect(again).toEqual({ kind: 'entity_forbidden', legalEntity: 'DE01' });
    await pool.query('truncate bank_file cascade');
    await importText(office, camtStatement(monday), { permitted });
    expect(await countOf('bank_file')).toBe(0);
    expect(await countOf('bank_entry')).toBe(0);
  });
});

describe('other kinds of files', () => {
  test('the pages of an MT940 statement follow each other by their balances', async () => {
    const pages = [
      ':20:STARTUMS\n:25:DE02120300000000202051\n:28C:00012/001\n:60F:C260302EUR100,00\n' +
        ':61:2603020302C50,00NTRFNONREF//B1\n:86:166?00GUTSCHRIFT?20RE-2026-0042?32NORDLICHT AG\n' +
        ':62M:C260302EUR150,00\n-\n',
      ':20:STARTUMS\n:25:DE02120300000000202051\n:28C:00012/002\n:60M:C260302EUR150,00\n' +
        ':61:2603020302D20,00NCHGNONREF\n:86:808?00GEBUEHR\n:62F:C260302EUR130,00\n-\n',
    ];
    const [first = '', second = ''] = pages;
    expect(fileOf(await importText(office, first)).status).toBe('booked');
    expect(fileOf(await importText(office, second)).status).toBe('booked');
    expect(await importText(office, pages.join(''))).toMatchObject({
      file: { status: 'duplicate' },
    });
    const { rows } = await pool.query(
      `select page, opening_minor, closing_minor, follows is not null as follows
       from bank_statement order by page`,
    );
    expect(rows).toEqual([
      { page: '001', opening_minor: '10000', closing_minor: '15000', follows: false },
      { page: '002', opening_minor: '15000', closing_minor: '13000', follows: true },
    ]);
  });

  test('a report is kept as information, and neither booked nor chained', async () => {
    const report = camtStatement(monday)
      .replaceAll('BkToCstmrStmt>', 'BkToCstmrAcctRpt>')
      .replaceAll('Stmt>', 'Rpt>')
      .replace('camt.053', 'camt.052');
    expect(fileOf(await importText(office, report)).status).toBe('information');
    const { rows } = await pool.query('select booked, match_status from bank_entry');
    expect(rows).toEqual(Array(2).fill({ booked: false, match_status: 'none' }));
    expect(fileOf(await importText(office, camtStatement(monday))).status).toBe('booked');
  });

  test('what else its caller writes is there exactly when the file is', async () => {
    const note = (db: Queryable) =>
      db.query({ text: `insert into exception_comment values ('none', 1, 'a', 'b')` });
    const alongside = async (db: Queryable) => void (await note(db));
    await expect(importText(office, camtStatement(monday), { alongside })).rejects.toThrow(
      'exception',
    );
    expect(await countOf('bank_file')).toBe(0);
    expect(await countOf('bank_entry')).toBe(0);
  });
});

describe('the chain', () => {
  test('a statement whose predecessor is missing waits, and is booked by itself', async () => {
    await importText(office, camtStatement(monday));
    const early = fileOf(await importText(office, camtStatement(wednesday)));
    expect(early.status).toBe('waiting');
    expect(early.reasons).toEqual([
      {
        code: 'gap',
        at: 'statement S3',
        detail:
          'It opens with 1262.50 EUR for 2026-03-04, but statement S1 of 2026-03-02 closed with ' +
          '1250.00 EUR: what lies between is missing.',
      },
    ]);
    await importText(office, camtStatement(tuesday));
    expect(await books()).toEqual([
      { statement_id: 'S1', status: 'booked', before: null, entries: '2' },
      { statement_id: 'S2', status: 'booked', before: 'S1', entries: '1' },
      { statement_id: 'S3', status: 'booked', before: 'S2', entries: '0' },
    ]);
    const { rows } = await pool.query('select status, reasons from bank_file order by received_at');
    expect(rows.map(({ status }) => status)).toEqual(['booked', 'booked', 'booked']);
    expect(rows[1].reasons).toEqual([]);
  });

  test('a statement that covers booked days is quarantined', async () => {
    const numbered = { ...monday, sequence: 7 };
    await importText(office, camtStatement(numbered));
    const impostor = { ...tuesday, id: 'S7b', day: monday.day, opening: '5.00', sequence: 7 };
    const { status, reasons } = fileOf(await importText(office, camtStatement(impostor)));
    expect([status, reasons[0]?.code]).toEqual(['quarantined', 'overlap']);
  });

  test('many imports at the same time end with the same books', async () => {
    const files = [monday, tuesday, wednesday].flatMap((statement) => [
      camtStatement(statement),
      camtStatement({ ...statement, account: SECOND_ACCOUNT, id: `${statement.id}b` }),
      camtStatement(statement),
    ]);
    await Promise.all(files.toReversed().map((file) => importText(office, file)));
    const { rows } = await pool.query(
      `select account, array_agg(status order by to_day) as statuses, count(follows) as links
       from bank_statement group by account order by account`,
    );
    const booked = ['booked', 'booked', 'booked'];
    expect(rows).toEqual([
      { account: HOUSE_ACCOUNT, statuses: booked, links: '2' },
      { account: SECOND_ACCOUNT, statuses: booked, links: '2' },
    ]);
    expect(await countOf('bank_entry')).toBe(6);
  });
});

test('the database itself refuses a statement that does not follow', async () => {
  await importText(office, camtStatement(monday, tuesday));
  const moved = pool.query(`update bank_statement set opening_minor = 1 where statement_id = 'S2'`);
  await expect(moved).rejects.toThrow('it_opens_where_the_one_before_it_closed');
});

function fileOf(outcome: ImportOutcome) {
  expect(outcome).toMatchObject({ kind: 'imported' });
  return present(outcome.kind === 'imported' ? outcome.file : undefined, 'it was imported');
}

async function books() {
  const { rows } = await pool.query(
    `select statement.statement_id, statement.status, previous.statement_id as before,
       (select count(*) from bank_entry as entry
        where entry.bank_statement_id = statement.bank_statement_id and entry.booked) as entries
     from bank_statement as statement
     left join bank_statement as previous on previous.bank_statement_id = statement.follows
     where statement.status in ('booked', 'waiting')
     order by statement.to_day`,
  );
  return rows;
}

async function eventTypes() {
  const { rows } = await pool.query<{ type: string }>('select type from outbox order by outbox_id');
  return rows.map(({ type }) => type);
}

async function auditedActions(outcome: ImportOutcome) {
  const { rows } = await pool.query<{ action: string }>(
    'select action from audit_entry where subject_id = $1',
    [fileOf(outcome).bankFileId],
  );
  return rows.map(({ action }) => action);
}

async function countOf(table: string) {
  const { rows } = await pool.query<{ count: string }>(`select count(*) from ${table}`);
  return Number.parseInt(rows[0]?.count ?? '', 10);
}
