/**
 * C14: SIGSTOP of servers that hold leases, for longer than a lease lasts, then SIGCONT: they
 * believe that no time has passed, and what they settle then must change nothing.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const pausePastTheLease: Check = {
  name: 'pause-past-the-lease',
  number: 'C14',
  threshold: 'every stale settlement is refused by the fence; 0 doubled',
  async run({ openStage, pick, say }) {
    const rounds = pick(5, 1);
    const pausedAtOnce = pick(4, 2);
    const perRound = pick(400, 120);
    const stage = await openStage({ servers: pausedAtOnce + 1, concurrency: 4 });
    const victims = stage.servers.slice(1);
    await stage.sandbox.misbehave('sap-s4hana', { lateReplyMs: 400 });
    const notebooks = [];
    let held = 0;
    let fenced = 0;
    for (let round = 1; round <= rounds; round++) {
      const prefix = `C14-${round}-`;
      const sender = sendInvoices(stage, { invoices: perRound, senders: 32, prefix });
      notebooks.push(sender.notebook);
      await sleep(2_500); // by then each of them has calls under way
      const leasedBy = await countLeases(stage.database.pool);
      for (const server of victims) server.pause();
      held += leasedBy;
      await sleep(PAUSE_MS);
      for (const server of victims) server.resume();
      await sender.done;
      await sleep(3_000);
      for (const server of victims) fenced += await server.metric('kontor_late_settlements_total');
      say(`${round * pausedAtOnce} pauses`);
    }
    const settled = await settleUp(stage, notebooks, 180_000);
    return {
      done:
        `${rounds * pausedAtOnce} × SIGSTOP of a server for ${PAUSE_MS / 1_000} s ` +
        `(lease 30 s), then SIGCONT; ${held} lanes were leased then`,
      counted: `${settled.words}; ${fenced} stale settlements refused`,
      broken: [
        ...settled.broken,
        ...(fenced > 0 ? [] : ['no server had anything stale to settle: the check saw nothing']),
      ],
    };
  },
};

async function countLeases(pool: {
  query(text: string): Promise<{ rows: unknown[] }>;
}): Promise<number> {
  const { rows } = await pool.query(
    `select 1 from lane where lease_token % 2 = 1 and ready_at > now()
     and connection = 'sap-s4hana'`,
  );
  return rows.length;
}

/** Longer than the lease of 30 s, however late within it the pause began. */
const PAUSE_MS = 38_000;
