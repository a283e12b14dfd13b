import { AuditEntry, ControlTotals } from '@kontor/contracts';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { callBy, openOffice } from '../testing/office.ts';
import { governanceService } from './governance-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const governance = governanceService({ pool });
const ana = callBy('ana', { entities: ['DE01'] });

test('what came in is what was done, refused, waits or is on its way', async () => {
  for (let n = 0; n < 3; n += 1) await office.accept();
  await office.finish();
  await office.accept({ number: 'NO-1' });
  await office.work('ledger', {
    submit: [{ kind: 'rejected', reason: 'business_rule', vendorCode: 'X', vendorText: 'No.' }],
  });
  await office.accept({ isCreditNote: true });
  await office.accept();
  await office.accept({ legalEntity: 'FR01' });
  const totals = await governance.controlTotals(ana, {});
  expect([...Value.Errors(ControlTotals, totals)]).toEqual([]);
  expect(totals.rows).toEqual([
    {
      process: 'create-customer-invoice',
      legalEntity: 'DE01',
      currency: 'EUR',
      accepted: { count: 6, amount: '4760.00' },
      working: { count: 1, amount: '1190.00' },
      waiting: { count: 1, amount: '-1190.00' },
      parked: { count: 0, amount: '0.00' },
      done: { count: 3, amount: '3570.00' },
      refused: { count: 1, amount: '1190.00' },
      cancelled: { count: 0, amount: '0.00' },
      takenBack: { count: 0, amount: '0.00' },
      balanced: true,
    },
  ]);
  const none = await governance.controlTotals(ana, { to: '2020-01-01T00:00:00.000Z' });
  expect(none.rows).toEqual([]);
  expect([...Value.Errors(ControlTotals, none)]).toEqual([]);
});

test('a transaction without its stream unbalances its row', async () => {
  await office.accept({ legalEntity: 'FR01', number: 'LOST-1' });
  const client = await pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(`delete from transaction_message where transaction_id =
      (select transaction_id from transaction where number = 'LOST-1')`);
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
  const jean = callBy('jean', { entities: ['FR01'] });
  const { rows } = await governance.controlTotals(jean, {});
  expect(rows).toMatchObject([{ balanced: false, accepted: { count: 1 }, working: { count: 2 } }]);
});

test('the trail is read newest first, page by page, without other companies’ entries', async () => {
  await pool.query(`insert into audit_entry (actor, action, subject_kind, subject_id)
    values ('ben', 'connection.paused', 'connection', 'crm')`);
  const seen: AuditEntry[] = [];
  let after: string | undefined;
  do {
    const request = { size: 3, ...(after !== undefined && { after }) };
    const page = await governance.listAuditEntries(ana, {}, request);
    seen.push(...page.items);
    after = page.next;
    await pool.query(`insert into audit_entry (actor, action, subject_kind, subject_id)
      values ('eve', 'while.reading', 'connection', 'crm')`);
  } while (after !== undefined);
  for (const entry of seen) expect([...Value.Errors(AuditEntry, entry)]).toEqual([]);
  const sequences = seen.map(({ sequence }) => BigInt(sequence));
  expect(sequences).toEqual(sequences.toSorted((left, right) => (left > right ? -1 : 1)));
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen.some(({ legalEntity }) => legalEntity === 'FR01')).toBe(false);
  expect(seen[0]).toMatchObject({ action: 'connection.paused', actor: 'ben' });
  expect(seen.filter(({ action }) => action === 'transaction.accepted')).toHaveLength(6);
});

test('the trail is searched by action, actor and subject', async () => {
  const filters = { action: 'connection.paused', actor: 'ben', subject: 'crm' };
  const { items } = await governance.listAuditEntries(ana, filters, { size: 10 });
  expect(items).toHaveLength(1);
});

test('a person stands in the trail by subject, and beside it by name', async () => {
  await pool.query(`insert into person (subject, name) values ('ana', 'Ana Lindqvist')`);
  await governance.listAuditEntries(ana, {}, { size: 1 });
  const { items } = await governance.listAuditEntries(ana, { actor: 'ana' }, { size: 1 });
  expect(items).toMatchObject([{ actor: 'ana', actorName: 'Ana Lindqvist' }]);
  expect([...Value.Errors(AuditEntry, items[0])]).toEqual([]);
  const shop = await governance.listAuditEntries(ana, { actor: 'shop' }, { size: 1 });
  expect(shop.items[0]).not.toHaveProperty('actorName');
});
