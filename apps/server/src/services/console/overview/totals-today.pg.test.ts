import { bankingDayOf, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { readControlTotals, toTotals } from '../../governance/read-control-totals.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { totalsToday } from './totals-today.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const ana = callBy('ana', { entities: ['DE01', 'FR01'] });
const from = `${bankingDayOf(systemClock.now())}T00:00:00.000Z` as const;

const look = totalsToday(pool, systemClock);
const told = async () => toTotals((await look()).rows);

async function losesItsBeginning(id: string): Promise<void> {
  await pool.query(
    `insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
       ordering_key, correlation_id, application_id, channel, number, amount_minor, currency,
       status, input, state)
     values ($1, 'create-customer-invoice', 1, 'DE01', $1, 'x', 'c', 'shop', 'api', 'LOST', 100,
       'EUR', 'working', '{}', '{}')`,
    [id],
  );
}

test('look after look, they are the control totals', async () => {
  const truth = async () => (await readControlTotals(pool, ana, { from })).rows;
  const byEntity = (rows: Awaited<ReturnType<typeof truth>>) =>
    rows.toSorted((left, right) => left.legalEntity.localeCompare(right.legalEntity));
  expect(await told()).toEqual([]);
  await office.accept();
  await office.accept({ legalEntity: 'FR01' });
  await office.finish();
  expect(byEntity(await told())).toEqual(await truth());
  await losesItsBeginning('txn_lost');
  expect(byEntity(await told())).toEqual(await truth());
  expect((await told()).map(({ balanced }) => balanced)).toContain(false);
  await office.accept();
  expect(byEntity(await told())).toEqual(await truth());
  // Triggers refuse it otherwise.
  await pool.query(`set session_replication_role = replica;
    delete from transaction where transaction_id = 'txn_lost';
    reset session_replication_role`);
  expect(byEntity(await told())).toEqual(await truth());
  expect((await told()).every(({ balanced }) => balanced)).toBe(true);
});

test('what was lost is told again and again, however long ago it came in', async () => {
  await losesItsBeginning('txn_old');
  await pool.query(
    `update transaction set accepted_at = $1::timestamptz where transaction_id = 'txn_old'`,
    [from],
  );
  const afresh = totalsToday(pool, systemClock);
  for (const _look of [1, 2, 3]) {
    const rows = toTotals((await afresh()).rows);
    expect(rows.map(({ balanced }) => balanced)).toContain(false);
  }
});
