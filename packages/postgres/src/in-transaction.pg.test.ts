import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { inTransaction } from './in-transaction.ts';

const { pool } = await testDatabase();

test('of statements that travel together, the one that failed is told, not those behind it', async () => {
  const deep = async (work: Promise<unknown>) => {
    await (async () => void (await work))();
  };
  const failing = inTransaction(pool, async (db) => {
    await Promise.all([
      deep(db.query("do $$ begin raise exception 'taken' using errcode = '23505'; end $$")),
      db.query('select 1'),
    ]);
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
});

test('a race that was lost by one of them is run again as a whole', async () => {
  await pool.query('create sequence tries');
  const deep = async (work: Promise<unknown>) => {
    await (async () => void (await work))();
  };
  const answer = await inTransaction(pool, async (db) => {
    const [, { rows }] = await Promise.all([
      deep(db.query(LOSE_TWICE)),
      db.query('select 7 as it'),
    ]);
    return rows[0] as { readonly it: number };
  });
  expect(answer).toEqual({ it: 7 });
});

const LOSE_TWICE = `
  do $$ begin
    if nextval('tries') < 3 then
      raise exception 'lost' using errcode = '40001';
    end if;
  end $$
`;
