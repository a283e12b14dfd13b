import { Overview, PERMISSION_NAMES, type Permission } from '@kontor/contracts';
import type { QueueView } from '@kontor/engine';
import { present, systemClock } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeAll, expect, test } from 'vitest';
import { readRunbooks } from '../../../runbooks/read-runbooks.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { connectionsContext } from '../connections/connections-service.ts';
import { overviewService } from './overview-service.ts';
import { READ_OPEN_EXCEPTIONS } from './read-open-exceptions.ts';
import { READ_STEPS_DONE } from './read-steps-done.ts';
import { READ_STEPS_LATE } from './read-steps-late.ts';
import { READ_TOTALS_SINCE } from './read-totals-since.ts';
import { READ_UNBEGUN } from './read-unbegun.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const { catalogue } = office;
const connections = { crm: 'salesforce', ledger: 'sap-s4hana', receivables: 'receivables' };

let ledgerView: Partial<QueueView> = {};

function overviewNow() {
  const view = (name: string): QueueView => ({
    breaker: 'closed',
    lanesUnderWay: 0,
    finishedPerSecond: 0,
    failures: 0,
    budget: {},
    counts: { finished: 0, tried: 0, failing: 0 },
    ...(name === 'ledger' && ledgerView),
  });
  return overviewService({
    pool,
    clock: systemClock,
    catalogue,
    runbooks: readRunbooks(),
    connections: connectionsContext({
      pool,
      clock: systemClock,
      inspect: view,
      titleOf: (name) => (name === 'ledger' ? 'SAP' : undefined),
      credentialsExpireOn: () => undefined,
      isSimulated: () => false,
    }),
  });
}

function callWith(permissions: readonly Permission[], entities: readonly string[] = ['DE01']) {
  const call = callBy('ana', { entities });
  return { ...call, actor: { ...call.actor, permissions: new Set(permissions) } };
}

const ana = callWith(PERMISSION_NAMES);

beforeAll(async () => {
  for (const [name, connector] of Object.entries(connections)) {
    await pool.query('insert into connection (name, connector) values ($1, $2)', [name, connector]);
  }
});

test('with nothing there is nothing to do, and nothing is claimed', async () => {
  const overview = await overviewNow().read(ana);
  expect([...Value.Errors(Overview, overview)]).toEqual([]);
  expect(overview).toMatchObject({
    sentence: 'Nothing needs anybody. All money is accounted for.',
    concerns: [],
    exceptions: { open: { count: 0, worth: [] }, causes: [] },
    totals: { rows: [], balanced: true },
    bank: { accounts: 0 },
  });
  expect(overview.serviceLevels?.map(({ sentence }) => sentence)).toEqual([
    'Nothing today.',
    'Nothing today.',
  ]);
});

test('one sentence says what is wrong, what it is worth, and that nothing is lost', async () => {
  await office.accept();
  await office.finish();
  await office.accept({ number: 'NO-1' });
  await office.work('ledger', {
    submit: [
      {
        kind: 'rejected',
        reason: 'period_closed',
        vendorCode: 'F5/263',
        vendorText: 'The period is closed.',
      },
    ],
  });
  await office.accept({ legalEntity: 'FR01' });
  await office.accept();
  ledgerView = { breaker: 'open', failures: 5, triesAgainInMs: 4_000 };
  const overview = await overviewNow().read(ana);
  expect([...Value.Errors(Overview, overview)]).toEqual([]);
  expect(overview.concerns.map(({ kind }) => kind)).toEqual(['connection-down', 'exceptions']);
  expect(overview.sentence).toBe(
    'Two things need somebody: SAP does not answer, 2 wait in order and nothing is lost; ' +
      '1 exception worth 1\u00A0190.00 EUR waits for a decision. All money is accounted for.',
  );
  expect(overview.exceptions).toMatchObject({
    open: { count: 1, worth: [{ amount: '1190.00', currency: 'EUR' }] },
    causes: [{ cause: 'period_closed', count: 1, opens: { search: { cause: 'period_closed' } } }],
  });
  expect(overview.exceptions?.ages.map(({ age, count }) => [age, count])).toEqual([
    ['under-an-hour', 1],
    ['under-a-day', 0],
    ['under-a-week', 0],
    ['older', 0],
  ]);
  expect(overview.totals?.rows).toMatchObject([
    {
      process: 'create-customer-invoice',
      currency: 'EUR',
      accepted: { count: 3, worth: [{ amount: '3570.00', currency: 'EUR' }] },
      done: { count: 1, opens: { search: { state: 'done', currency: 'EUR' } } },
      balanced: true,
    },
  ]);
  ledgerView = {};
});

test('a promise counts what was late, and what is late now and not done', async () => {
  const levelNow = async () => {
    const { serviceLevels = [] } = await overviewNow().read(ana);
    return present(
      serviceLevels.find(({ process }) => process === 'create-customer-invoice'),
      'invoices have a promise',
    );
  };
  expect(await levelNow()).toMatchObject({
    inTime: 1,
    tooLate: 0,
    isMet: true,
    sharePercent: '100',
  });
  await pool.query(`update transaction set accepted_at = accepted_at - interval '10 minutes'
    where number = 'R-4' or status = 'done'`);
  const level = await levelNow();
  expect(level).toMatchObject({
    promise: '99 of 100 within 5 min',
    sentence: '0 of 2 in time; 1 came too late; 1 is late now.',
    lateNow: { count: 1, opens: { place: 'transactions', search: { late: 'true' } } },
    sharePercent: '0',
    isMet: false,
  });
  expect(level.medianMs).toBeGreaterThan(540_000);
  expect(level.medianMs).toBeLessThan(670_000);
});

test('money that is not accounted for comes first, and is said to be at risk', async () => {
  await pool.query(`insert into transaction (transaction_id, process, process_version,
      legal_entity, business_key, ordering_key, correlation_id, application_id, channel, number,
      amount_minor, currency, status, input, state)
    values ('txn_lost', 'create-customer-invoice', 1, 'DE01', 'lost', 'x', 'c', 'shop', 'api',
      'LOST', 100, 'EUR', 'working', '{}', '{}')`);
  const { concerns, sentence } = await overviewNow().read(ana);
  expect(concerns[0]).toMatchObject({ kind: 'totals', isMoneyAtRisk: true });
  expect(sentence).not.toContain('accounted for');
  // Triggers refuse it otherwise.
  await pool.query(`set session_replication_role = replica;
    delete from transaction where transaction_id = 'txn_lost';
    reset session_replication_role`);
});

test('what a person may not see is not in the answer', async () => {
  expect(Object.keys(await overviewNow().read(callWith(['console:use'])))).toEqual([
    'asOf',
    'concerns',
    'sentence',
  ]);
  const greta = callWith(['exceptions:read', 'reports:read'], ['FR01']);
  const { exceptions, totals, bank } = await overviewNow().read(greta);
  expect(exceptions?.open.count).toBe(0);
  expect(totals?.rows.map(({ accepted }) => accepted.count)).toEqual([1]);
  expect(bank).toBeUndefined();
});

test('the bank picture says who is silent since the last banking day', async () => {
  await pool.query(`insert into legal_entity (code, name, country, currency, currencies,
      revenue_account, credit_note_approval_above, ledger, crm, difference_account)
    values ('DE01', 'Muster', 'DE', 'EUR', '{EUR}', '4', 1, 'ledger', 'crm', '5')`);
  await pool.query(`insert into bank_account values
    ('A1', 'DE01', 'EUR', '1', 'One'), ('A2', 'DE01', 'EUR', '1', 'Two')`);
  await pool.query(`insert into bank_file (bank_file_id, content_hash, channel, size_bytes, status,
      legal_entities, application_id, correlation_id)
    values ('bfl_1', 'h', 'api', 1, 'booked', '{DE01}', 'treasury', 'c'),
      ('bfl_2', 'i', 'api', 1, 'quarantined', '{DE01}', 'treasury', 'c')`);
  await pool.query(`insert into bank_statement (bank_statement_id, bank_file_id, account,
      legal_entity, kind, statement_id, currency, to_day, opening_minor, closing_minor,
      entry_count, credit_minor, debit_minor, fingerprint, written_account, balances, status)
    values ('bst_1', 'bfl_1', 'A1', 'DE01', 'end-of-day', 's', 'EUR', '2020-01-31', 0, 0, 0, 0, 0,
      'f', '{}', '[]', 'booked')`);
  const { bank, concerns } = await overviewNow().read(ana);
  expect(bank).toMatchObject({
    accounts: 2,
    filesToday: { count: 2 },
    quarantinedToday: { count: 1 },
    missing: { count: 1 },
    silent: { count: 1 },
  });
  expect(concerns.at(-1)?.sentence).toMatch(
    /^1 bank account has no statement of 20.* and 1 bank file was quarantined today\.$/,
  );
});

test('a hundred thousand transactions are looked at by their indexes', async () => {
  await pool.query(MANY_TRANSACTIONS);
  await pool.query(MANY_LANES);
  await pool.query(MANY_DELIVERIES);
  await pool.query('analyze transaction');
  await pool.query('analyze delivery');
  const plans = await Promise.all(
    [
      READ_OPEN_EXCEPTIONS,
      READ_STEPS_LATE.replaceAll('$1', `'[{"process":"x","step":"post","withinSeconds":1}]'`),
      READ_STEPS_DONE.replaceAll('$1', `'[{"process":"x","step":"post","withinSeconds":1}]'`)
        .replaceAll('$2', `(now() - interval '1 minute')`)
        .replaceAll('$3', 'now()'),
      READ_TOTALS_SINCE.replaceAll('$1', `(now() - interval '1 day')`),
      READ_UNBEGUN.replaceAll('$1', `(now() - interval '1 minute')`).replaceAll('$2', 'now()'),
    ].map(planOf),
  );
  expect(plans.join('\n')).not.toMatch(
    /Seq Scan on (delivery|transaction|exception|transaction_message)\b/,
  );
}, 120_000);

/**
 * With sequential scans made dear: a hundred thousand rows are so few that reading all of them may
 * be the cheapest way; what is asked is whether there is another one.
 */
async function planOf(sql: string): Promise<string> {
  return inTransaction(pool, async (db) => {
    await db.query('set local enable_seqscan = off');
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain ${sql}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

const MANY_TRANSACTIONS = `
  with made as (
    insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
      ordering_key, correlation_id, application_id, channel, number, amount_minor, currency, status,
      input, state, accepted_at, finished_at)
    select 'txn_' || n, 'create-customer-invoice', 1, 'DE01', 'K' || n, 'C' || n % 1000, 'c',
      'shop', 'api', 'N' || n, n, 'EUR', 'done', jsonb_build_object('pad', repeat('x', 200)), '{}',
      date_trunc('day', now() at time zone 'utc') at time zone 'utc' + n * interval '1 ms', now()
    from generate_series(1, 100000) as n
    returning transaction_id
  )
  insert into transaction_message (transaction_id, position, messages)
  select transaction_id, 1, '[]' from made
`;
const MANY_LANES = `
  insert into lane (connection, ordering_key, tail_position, head_position, sent_position, ready_at)
  select 'ledger', 'bulk/' || n, 100, 101, 100, now() from generate_series(0, 999) as n
`;
const MANY_DELIVERIES = `
  insert into delivery (delivery_id, lane_id, position, transaction_id, step, connection, operation,
    status, finished_at)
  select 'dlv_' || n, lane.lane_id, (n - 1) / 1000 + 1, 'txn_' || n, 'post', 'ledger', 'x',
    'confirmed', now() - interval '2 minutes'
  from generate_series(1, 100000) as n
  join lane on lane.ordering_key = 'bulk/' || n % 1000
`;
