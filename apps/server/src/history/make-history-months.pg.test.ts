import { join } from 'node:path';
import { idSource, instantFromMs, seededRandom, type Id, type IdKind } from '@kontor/kernel';
import { migrate, openPool } from '@kontor/postgres';
import { madeDatabases, testDatabase } from '@kontor/testing';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { makeHistoryMonths } from './make-history-months.ts';
import { readHistoryStanding, type HistoryStanding } from './read-history-standing.ts';

const { pool } = await testDatabase();
const databases = madeDatabases();
let migrated: string;

beforeAll(async () => {
  migrated = await databases.empty();
  const own = openPool({ connectionString: migrated });
  await migrate(own, join(import.meta.dirname, '../../../../database/migrations'));
  await own.end();
});

beforeEach(async () => {
  await pool.query(`
    set session_replication_role = replica;
    truncate transaction, transaction_message, lane, delivery, delivery_attempt cascade;
    reset session_replication_role`);
});

test('ids of a month stand between its first and that of the next', async () => {
  const instants = fc.date({
    ...{ min: new Date('2020-01-01Z'), max: new Date('2200-01-01Z'), noInvalidDate: true },
  });
  await fc.assert(
    fc.asyncProperty(instants, async (date) => {
      const month = `${date.toISOString().slice(0, 7)}-01`;
      const { rows } = await pool.query<{ holds: boolean }>(
        `select first_id_of_month('txn', $1::date) <= $2
           and $2 < first_id_of_month('txn', ($1::date + interval '1 month')::date) as holds`,
        [month, idAt('TransactionId', date.getTime())],
      );
      expect(rows).toEqual([{ holds: true }]);
    }),
    { numRuns: 200 },
  );
});

test('there are three months ahead, and everything has one', async () => {
  const lacking: HistoryStanding[] = [];
  await makeHistoryMonths(pool, (standing) => lacking.push(standing))();
  expect(lacking).toEqual([]);
  expect(await readHistoryStanding(pool)).toEqual([
    { name: 'delivery_attempt', monthsAhead: 3, rowsWithoutMonth: 0 },
    { name: 'transaction_message', monthsAhead: 3, rowsWithoutMonth: 0 },
  ]);
});

test('each row stands in the month of its id, and today in what was there before', async () => {
  const [today, later] = [await acceptedIn(0), await acceptedIn(3)];
  const { rows } = await pool.query<{ id: string; part: string }>(
    'select transaction_id as id, tableoid::regclass::text as part from transaction_message',
  );
  expect(new Map(rows.map(({ id, part }) => [id, part]))).toEqual(
    new Map([
      [today, 'transaction_message_before'],
      [later, `transaction_message_${await monthName(3)}`],
    ]),
  );
});

test('what came before its month was made is told of, and moved when it is', async () => {
  const id = await acceptedIn(5);
  await pool.query(
    `insert into delivery_attempt (delivery_id, number, kind, outcome, started_at, duration_ms)
     select delivery_id, 1, 'submit', 'confirmed', now(), 7 from delivery`,
  );
  const before = await contents();
  const lacking: HistoryStanding[] = [];
  await makeHistoryMonths(pool, (standing) => lacking.push(standing))();
  expect(lacking).toMatchObject([{ rowsWithoutMonth: 1 }, { rowsWithoutMonth: 1 }]);
  const made = await pool.query<{ part: string }>('select make_history_months(5) as part');
  expect(made.rows.map(({ part }) => part)).toContain(`transaction_message_${await monthName(5)}`);
  expect(await readHistoryStanding(pool)).toMatchObject([
    { monthsAhead: 5, rowsWithoutMonth: 0 },
    { monthsAhead: 5, rowsWithoutMonth: 0 },
  ]);
  expect(await contents()).toEqual(before);
  await expect(
    pool.query('delete from transaction_message_other where transaction_id = $1', [id]),
  ).rejects.toThrow('append-only');
});

test('months that passed while nobody made any are made as well', async () => {
  const { pool: own } = await lateDatabase();
  const id = await acceptedIn(-2, own);
  const made = await own.query<{ part: string }>('select make_history_months(3) as part');
  const expected = [];
  for (const months of [-3, -2, -1, 0, 1, 2, 3]) expected.push(await monthName(months));
  const parts = made.rows.map(({ part }) => part);
  expect(parts.filter((part) => part.startsWith('transaction_message'))).toEqual(
    expected.map((month) => `transaction_message_${month}`),
  );
  const { rows } = await own.query(
    `select transaction_id as id, tableoid::regclass::text as part from transaction_message`,
  );
  expect(rows).toEqual([{ id, part: `transaction_message_${await monthName(-2)}` }]);
  const standing = { monthsAhead: 3, rowsWithoutMonth: 0 };
  expect(await readHistoryStanding(own)).toMatchObject([standing, standing]);
});

test('months of six years ago of which nothing is left are let go; others stay', async () => {
  const { pool: own } = await lateDatabase();
  for (const [months, name] of [
    [-75, 'empty'],
    [-76, 'full'],
  ] as const) {
    const month = await monthName(months);
    await own.query(`
      create table transaction_message_${month} partition of transaction_message for values
        from ('${name}') to ('${name}z')`);
  }
  await own.query(ACCEPT, ['full-1']);
  await own.query(`insert into transaction_message (transaction_id, position, messages)
    values ('full-1', 1, '[]')`);
  const letGo = await own.query<{ part: string }>('select drop_empty_history_months() as part');
  expect(letGo.rows).toEqual([{ part: `transaction_message_${await monthName(-75)}` }]);
  expect((await own.query('select drop_empty_history_months()')).rows).toEqual([]);
  const { rows } = await own.query('select transaction_id from transaction_message');
  expect(rows).toEqual([{ transaction_id: 'full-1' }]);
});

test('no part of the stream is ever changed, whoever names it', async () => {
  const { rows: parts } = await pool.query<{ part: string }>(
    `select 'transaction_message' as part
     union all select inhrelid::regclass::text from pg_inherits
     where inhparent = 'transaction_message'::regclass`,
  );
  expect(parts.length).toBeGreaterThanOrEqual(4);
  for (const { part } of parts) {
    for (const change of [
      `delete from ${part}`,
      `update ${part} set messages = '[]'`,
      `truncate ${part}`,
    ]) {
      await expect(pool.query(change), change).rejects.toThrow('append-only');
    }
  }
});

test.each([0, 3, 9])(
  'in %i months a second writer of one place is refused still',
  async (ahead) => {
    const id = await acceptedIn(ahead);
    await expect(
      pool.query(
        `insert into transaction_message (transaction_id, position, messages) values ($1, 1, '[]')`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23505' });
    await expect(
      pool.query(
        `insert into transaction_message (transaction_id, position, messages) values ($1, 1, '[]')`,
        [`${id.slice(0, -1)}!`],
      ),
    ).rejects.toMatchObject({ code: '23503' });
  },
);

test.each([
  ['transaction_message', `transaction_id = 'txn_01hzy3v7k0000000000000000a'`],
  ['delivery_attempt', `delivery_id = 'dlv_01hzy3v7k0000000000000000a'`],
])('a query by id looks into one part of %s', async (table, condition) => {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
    `explain select * from ${table} where ${condition}`,
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain(`${table}_before`);
  expect(plan).not.toMatch(/Append|_other|_\d{4}_\d{2}/);
});

/** The last month that was made is four months ago. */
async function lateDatabase() {
  const late = openPool({ connectionString: await databases.copyOf(migrated) });
  onTestFinished(() => late.end());
  const { rows } = await late.query<{ whole: string; part: string }>(
    `select inhparent::regclass::text as whole, inhrelid::regclass::text as part
     from pg_inherits join pg_class on pg_class.oid = inhrelid
     where relkind = 'r' and relname !~ '_other$'`,
  );
  for (const { whole, part } of rows)
    await late.query(`alter table ${whole} detach partition ${part}`);
  for (const { part } of rows) await late.query(`drop table ${part}`);
  await late.query(
    `update history_table set before_id = first_id_of_month(id_prefix,
       (date_trunc('month', now() at time zone 'utc') - interval '4 months')::date)`,
  );
  const month = await monthName(-4);
  for (const { name, first, end } of (
    await late.query<{ name: string; first: string; end: string }>(
      `select name, before_id as first, first_id_of_month(id_prefix,
         (date_trunc('month', now() at time zone 'utc') - interval '3 months')::date) as end
       from history_table`,
    )
  ).rows) {
    await late.query(
      `create table ${name}_${month} partition of ${name} for values from ('${first}') to ('${end}')`,
    );
  }
  return { pool: late };
}

/** The id of a transaction that is accepted so many months from now, with its first message. */
async function acceptedIn(months: number, db: Pick<typeof pool, 'query'> = pool): Promise<string> {
  const { rows } = await db.query<{ ms: string }>(
    `select floor(extract(epoch from date_trunc('month', now() at time zone 'utc')
       + make_interval(months => $1)))::bigint * 1000 as ms`,
    [months],
  );
  const id = idAt('TransactionId', Number(rows[0]?.ms) + 1);
  const delivery = idAt('DeliveryId', Number(rows[0]?.ms) + 1);
  await db.query(ACCEPT, [id]);
  await db.query(
    `insert into transaction_message (transaction_id, position, messages) values ($1, 1, '[{}]')`,
    [id],
  );
  await db.query(DELIVER, [delivery, id]);
  return id;
}

function idAt<Kind extends IdKind>(kind: Kind, ms: number): Id<Kind> {
  const clock = { now: () => instantFromMs(ms), elapsedMs: () => ms };
  return idSource(clock, seededRandom(ms)).next(kind);
}

async function monthName(ahead: number): Promise<string> {
  const { rows } = await pool.query<{ month: string }>(
    `select to_char(date_trunc('month', now() at time zone 'utc')
       + make_interval(months => $1), 'YYYY_MM') as month`,
    [ahead],
  );
  return rows[0]?.month ?? '';
}

async function contents(): Promise<unknown> {
  const { rows } = await pool.query(
    `select to_jsonb(transaction_message) as row from transaction_message
     union all select to_jsonb(delivery_attempt) from delivery_attempt`,
  );
  return rows;
}

const ACCEPT = `
  insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
    ordering_key, correlation_id, application_id, channel, number, status, input, state)
  values ($1, 'create-customer-invoice', 1, 'DE01', $1, 'DE01/C1', $1, 'shop', 'api', $1, 'working',
    '{}', '{}')
`;
const DELIVER = `
  with opened as (
    insert into lane (connection, ordering_key, tail_position, ready_at) values ('l', $2, 1, now())
    returning lane_id
  )
  insert into delivery (delivery_id, lane_id, position, transaction_id, step, connection, operation)
  select $1, lane_id, 1, $2, 'post', 'l', 'note.post' from opened
`;
