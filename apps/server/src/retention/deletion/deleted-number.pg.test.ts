/** A document that the engine made goes with all that it left, and its number stays taken. */

import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { openOffice } from '../../services/testing/office.ts';
import { deletionDesk, idsLeft, writeLastEvent } from '../testing/deletion-desk.ts';

const { pool } = await testDatabase();
const TERMS = new Map([['DE01', { years: 10, yearEndsInMonth: 12, saidOf: 'country' as const }]]);
const desk = deletionDesk(pool, TERMS);

test('the number of a deleted document is never accepted again, that of a refused one is', async () => {
  const office = await openOffice(pool);
  await office.accept({ number: 'R-POSTED' });
  await office.accept({ number: 'R-REFUSED' });
  await office.accept({ number: 'R-YOUNG' });
  await office.finish();
  await expect(office.accept({ number: 'R-POSTED' })).rejects.toThrow('not accepted: duplicate');
  await growOld();
  await writeLastEvent(pool);
  await desk.askAndApprove('DE01', '2010-05');
  await desk.toItsEnd();
  expect(await idsLeft(pool)).toHaveLength(1);
  expect(await counts()).toEqual({ messages: 1, deliveries: 1, attempts: 1, items: 1 });
  await expect(office.accept({ number: 'R-POSTED' })).rejects.toThrow('not accepted: deleted');
  await expect(office.accept({ number: 'R-YOUNG' })).rejects.toThrow('not accepted: duplicate');
  await office.accept({ number: 'R-REFUSED' });
  await office.finish();
  expect(await idsLeft(pool)).toHaveLength(2);
});

/** All but the young one are of fifteen years ago, paid, and one of them was refused. */
async function growOld(): Promise<void> {
  await pool.query(`
    set session_replication_role = replica;
    update open_item set status = 'cleared', claimed_minor = amount_minor;
    update transaction
    set accepted_at = '2010-05-10T00:00:00Z', finished_at = '2010-05-10T00:01:00Z',
      input = jsonb_set(input, '{issueDate}', '"2010-05-10"'),
      status = case number when 'R-REFUSED' then 'refused' else 'done' end
    where number <> 'R-YOUNG';
    reset session_replication_role;
  `);
}

/** Whose rows there are, of each kind. */
async function counts(): Promise<object> {
  const { rows } = await pool.query<object>(`
    select (select count(distinct transaction_id) from transaction_message)::int as messages,
      (select count(distinct transaction_id) from delivery)::int as deliveries,
      (select count(distinct transaction_id) from delivery_attempt join delivery using (delivery_id)
        )::int as attempts,
      (select count(*) from open_item)::int as items`);
  return rows[0] ?? {};
}
