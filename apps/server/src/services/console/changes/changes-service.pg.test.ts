import { systemTimers } from '@kontor/engine';
import { testDatabase } from '@kontor/testing';
import { afterEach, expect, test } from 'vitest';
import type { ConsoleNews } from '../../../gateway/console-services.ts';
import { callBy } from '../../testing/office.ts';
import { changesService } from './changes-service.ts';

const { pool } = await testDatabase();
const looks = { count: 0 };
const counting = {
  query: (...told: Parameters<typeof pool.query>) => {
    looks.count += 1;
    return pool.query(...told);
  },
} as unknown as typeof pool;
// The same waits, twenty times as short.
const timers = { ...systemTimers, sleep: (ms: number) => systemTimers.sleep(ms / 20) };
const changes = changesService({ pool: counting, timers, onTrouble: () => {} });
const everything = { permissions: ['exceptions:read', 'connections:read', 'bank:read'] } as const;

const leaving: AbortController[] = [];
afterEach(() => leaving.splice(0).forEach((each) => each.abort()));

function listen(by = 'ana', after?: string, options: object = everything) {
  const leave = new AbortController();
  leaving.push(leave);
  const news = changes.watch(callBy(by, options), { after, signal: leave.signal });
  const iterator = news?.[Symbol.asyncIterator]();
  return {
    isAdmitted: news !== undefined,
    leave: () => leave.abort(),
    async next(): Promise<Extract<ConsoleNews, { kind: 'change' }>> {
      for (;;) {
        const { value, done } = (await iterator?.next()) ?? { done: true };
        if (done || !value) throw new TypeError('the stream ended');
        if (value.kind === 'change') return value;
      }
    },
  };
}

async function pauseSap(reason: string): Promise<void> {
  await pool.query(
    `insert into connection (name, connector) values ('sap-main', 'sap-s4hana')
     on conflict (name) do update set paused_reason = $1, version = connection.version + 1`,
    [reason],
  );
}

test('tells what changed, and of nothing else', async () => {
  const ana = listen();
  await ana.next();
  await pauseSap('patched');
  const { topics } = await ana.next();
  expect(topics).toEqual(['connections']);
});

test('who comes back is told at once what they missed', async () => {
  const ana = listen();
  const { id } = await ana.next();
  ana.leave();
  await pauseSap('while nobody listened');
  // PostgreSQL counts a write once its session rests.
  await systemTimers.sleep(1_200);
  await pool.query('select 1');
  const again = listen('ana', id);
  const missed = await again.next();
  expect(missed.topics).toEqual(['connections']);
  const oncemore = await listen('ana', missed.id).next();
  expect(oncemore.topics).toEqual([]);
});

test('says nothing of what a person may not read', async () => {
  const greta = listen('greta', undefined, { permissions: ['bank:read'] });
  expect((await greta.next()).topics).toEqual(['bank']);
});

test('looks once for all, and not at all for nobody', async () => {
  const all = ['ana', 'charles', 'greta'].map((by) => listen(by));
  await Promise.all(all.map((each) => each.next()));
  leaving.splice(0).forEach((each) => each.abort());
  await systemTimers.sleep(200);
  const before = looks.count;
  await systemTimers.sleep(300);
  expect(looks.count).toBe(before);
});

test('a person listens eight times at most; who leaves makes room', async () => {
  const eight = Array.from({ length: 8 }, () => listen('omar'));
  expect(eight.every(({ isAdmitted }) => isAdmitted)).toBe(true);
  expect(listen('omar').isAdmitted).toBe(false);
  expect(listen('ada').isAdmitted).toBe(true);
  eight[0]?.leave();
  expect(listen('omar').isAdmitted).toBe(true);
});
