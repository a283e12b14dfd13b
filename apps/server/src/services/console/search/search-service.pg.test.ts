import { SearchResults, type Permission } from '@kontor/contracts';
import { present, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { callBy, openOffice } from '../../testing/office.ts';
import { searchService } from './search-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const search = searchService({
  pool,
  clock: systemClock,
  catalogue: office.catalogue,
  titleOf: () => 'SAP S/4HANA',
  inspect: () => undefined,
});
const READS = ['transactions:read', 'bank:read', 'exceptions:read'] as const;
const ana = callBy('ana', { permissions: READS });
const FILE = 'bfl_01j8zq4w7n2k5xv3m9t6r0c8ya';
const id = await office.accept({ number: 'INV-1004', customer: 'C10042' });
await office.work('ledger', { submit: [{ kind: 'confirmed', externalReference: '1800004711' }] });
await office.finish();
const note = await office.accept({ number: 'CN-7', customer: 'C10042', isCreditNote: true });
await pool.query(
  `insert into legal_entity (code, name, country, currency, currencies, revenue_account,
     credit_note_approval_above, ledger, crm, difference_account)
   values ('DE01', 'Beispiel', 'DE', 'EUR', '{EUR}', '1', 500, 'ledger', 'crm', '2')`,
);
await pool.query(
  `insert into bank_account (account, legal_entity, currency, ledger_account, name)
   values ('DE02120300000000202051', 'DE01', 'EUR', '113100', 'Main')`,
);
await pool.query(
  `insert into customer (connection, number, name, ibans, legal_entities, words)
   values ('ledger', 'C10042', 'Müller GmbH', '{DE89370400440532013000}', '{DE01}',
     array_to_tsvector('{c10042,10042,muller,gmbh,=3000,=de89370400440532013000}'))`,
);
await pool.query(
  `insert into bank_file (bank_file_id, content_hash, name, channel, size_bytes, status,
     legal_entities, application_id, correlation_id)
   values ('${FILE}', 'x', 'CAMT_2026_81.xml', 'api', 1, 'booked', '{DE01}', 'a', 'c')`,
);
await pool.query(
  `insert into bank_statement (bank_statement_id, bank_file_id, account, legal_entity, kind,
     statement_id, currency, to_day, opening_minor, closing_minor, entry_count, credit_minor,
     debit_minor, fingerprint, written_account, balances, status)
   values ('bst_1', '${FILE}', 'DE02120300000000202051', 'DE01', 'k', '81', 'EUR', '2026-03-31',
     0, 119000, 1, 119000, 0, 'f', '{}', '[]', 'booked')`,
);
await pool.query(
  `insert into bank_entry (bank_entry_id, bank_statement_id, position, account, legal_entity,
     entry_status, booked, direction, reversal, amount_minor, currency, booking_day,
     counterparty_name, counterparty_account, entry, match_status)
   values ('ben_1', 'bst_1', 1, 'DE02120300000000202051', 'DE01', 'booked', true, 'credit', false,
     119000, 'EUR', '2026-03-31', 'Müller GmbH', 'DE89370400440532013000', '{}', 'open')`,
);

async function find(text: string, call = ana) {
  const results = await search.find(call, text);
  expect([...Value.Errors(SearchResults, results)]).toEqual([]);
  return results.groups.map(({ title, hits }) => [title, ...hits.map((hit) => hit.title)]);
}

const { rows } = await pool.query<{ id: string }>(
  `select delivery_id as id from delivery where transaction_id = $1
   union all select event_id from outbox where transaction_id = $1 and false`,
  [id],
);

test.each([
  ['the number', 'inv-1004'],
  ['the number without what stands before it', '1004'],
  ['the document number of the ledger', '1800004711'],
  ['the transaction’s id', id],
  ['the id of a delivery', present(rows[0], 'it was delivered').id],
])('an invoice is found by %s', async (_what, text) => {
  const [group] = await find(text);
  expect(group?.slice(0, 2)).toEqual(['Transactions', 'Invoice INV-1004']);
});

test('a document number says why it was found', async () => {
  const { groups } = await search.find(ana, '1800004711');
  expect(groups[0]?.hits[0]).toMatchObject({
    state: 'done',
    because: 'Document 1800004711',
    transaction: id,
    amount: { amount: '1190.00', currency: 'EUR' },
  });
});

test('a correlation id finds everything that one request caused', async () => {
  await pool.query(
    `update transaction set words = words || array_to_tsvector('{#4bf92f3577b34da6a3ce929d0e0e4736}')`,
  );
  const [group] = await find('4bf92f3577b34da6a3ce929d0e0e4736');
  expect(group).toEqual(['Transactions', 'Credit note CN-7', 'Invoice INV-1004']);
});

test.each(['1190.00', '1 190,00', '1.190,00 EUR', '€1,190', '1190'])(
  'the amount %s finds documents and bank lines, whichever way the money goes',
  async (text) => {
    const groups = await find(text);
    expect(groups).toContainEqual(['With this amount', 'Credit note CN-7', 'Invoice INV-1004']);
    expect(groups).toContainEqual(['Bank lines', 'Received from Müller GmbH']);
  },
);

test('another currency is another amount', async () => {
  expect(await find('1190.00 USD')).toEqual([]);
  expect(await find('119000 JPY')).toEqual([]);
});

test.each(['3000', 'DE89 3704 0044 0532 0130 00', 'de89370400440532013000'])(
  'the account %s finds the customer and what they paid, and is not shown',
  async (text) => {
    const groups = await find(text);
    expect(groups).toContainEqual(['Customers', 'Müller GmbH']);
    expect(groups).toContainEqual(['Bank lines', 'Received from Müller GmbH']);
    expect(JSON.stringify(await search.find(ana, text))).not.toContain('DE8937');
  },
);

test('a customer is found with the documents, a file by the beginning of its name', async () => {
  expect(await find('muller')).toEqual([
    ['Transactions', 'Credit note CN-7', 'Invoice INV-1004'],
    ['Customers', 'Müller GmbH'],
    ['Exceptions', 'CN-7 waits for approval'],
  ]);
  expect(await find('camt_2026')).toEqual([['Bank files', 'CAMT_2026_81.xml']]);
  expect(await find(FILE)).toEqual([['Bank files', 'CAMT_2026_81.xml']]);
});

test('an exception is found by its id, with its transaction', async () => {
  const { rows: asked } = await pool.query<{ exception_id: string }>(
    `select exception_id from exception where transaction_id = $1`,
    [note],
  );
  expect(await find(present(asked[0], 'it waits').exception_id)).toEqual([
    ['Transactions', 'Credit note CN-7'],
    ['Exceptions', 'CN-7 waits for approval'],
  ]);
});

test('nobody finds what they may not read', async () => {
  const bare = callBy('vera', { permissions: ['transactions:read'] as Permission[] });
  expect((await find('1190.00', bare)).map(([title]) => title)).not.toContain('Bank lines');
  expect(await find('camt_2026', bare)).toEqual([]);
  expect((await find('muller', bare)).map(([title]) => title)).not.toContain('Exceptions');
  const jean = callBy('jean', { entities: ['FR01'], permissions: READS });
  for (const text of ['1004', 'muller', '1190.00', '3000', id, 'camt']) {
    expect(await find(text, jean)).toEqual([]);
  }
});

test('what means something to a database means nothing here', async () => {
  for (const text of [`'`, `%`, `' | 'x`, '\\', `:*`, `1' or '1'='1`, 'a']) await find(text);
});
