/**
 * C33: the ledger is down while a backlog grows, then back at a known rate, and throttling for some
 * seconds. The breaker lets one call at a time through, and two servers together drain the backlog
 * no faster than the ledger takes, and hardly slower.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { settleUp } from '../harness/judge.ts';
import { percentile } from '../harness/percentile.ts';
import { sendInvoices } from '../harness/send-invoices.ts';

export const returnAfterAnOutage: Check = {
  name: 'return-after-an-outage',
  number: 'C33',
  threshold:
    'sent ≤ 110 % of the rate, and ≥ 85 % once it does not throttle; backlog only falls; ' +
    'API p99 ≤ +25 % (full size only); 0/0/0',
  async run({ openStage, pick, size, say }) {
    const backlog = pick(50_000, 800);
    const perSecond = pick(100, 40);
    const outageMs = pick(600_000, 8_000);
    const stage = await openStage({
      ...{ servers: 2, spoils: 'ledger', ratePerSecond: perSecond, concurrency: 16 },
    });
    const calm = sendInvoices(stage, { ...PROBE, prefix: 'C33-A-' });
    await calm.done;
    await stage.sandbox.misbehave('sap-s4hana', { down: true });
    const connectionsBefore = stage.network.opened();
    const sender = sendInvoices(stage, { invoices: backlog, senders: 40, prefix: 'C33-' });
    await Promise.all([sender.done, sleep(outageMs)]);
    const probes = stage.network.opened() - connectionsBefore;
    const before = await stage.sandbox.count('sap-s4hana');
    await stage.sandbox.misbehave('sap-s4hana', { down: false, throttleRate: 0.02 });
    say('the ledger is back');
    const waiting: number[] = [];
    const during = sendInvoices(stage, { ...PROBE, prefix: 'C33-B-' });
    const sampling = sampleBacklog(stage.database.pool, waiting, backlog);
    await Promise.all([during.done, sleep(THROTTLED_MS)]);
    await stage.sandbox.misbehave('sap-s4hana', { throttleRate: 0 });
    const calmAtMs = Date.parse(systemClock.now()) + RECOVERY_MS;
    const settled = await settleUp(
      stage,
      [calm.notebook, sender.notebook, during.notebook],
      (backlog / perSecond) * 2_000 + 120_000,
    );
    await sampling;
    const entries = (await stage.sandbox.books('sap-s4hana')).slice(before);
    const times = entries.map(({ at }) => Date.parse(at));
    const fastest = fastestPace(times);
    const steady = steadyPace(times.filter((at) => at >= calmAtMs));
    const used = Math.round((steady / perSecond) * 100);
    const rises = waiting.filter((each, index) => each > (waiting[index - 1] ?? Infinity)).length;
    const [calmMs, busyMs] = [calm, during].map(({ notebook }) =>
      percentile(
        notebook.acknowledged().map(({ latencyMs = 0 }) => latencyMs),
        0.99,
      ),
    );
    const slower = Math.round(((busyMs ?? 0) / (calmMs ?? 1) - 1) * 100);
    return {
      done:
        `ledger down for ${outageMs / 1_000} s, ${backlog} invoices wait, then back at ` +
        `${perSecond} a second, 2 % of calls throttled for the first seconds; 2 servers`,
      counted:
        `${settled.words}; ${fastest} a second in the fastest ${WINDOW_SECONDS} s, ` +
        `${used} % of the rate when it did not throttle; ${probes} connections tried while it was down; ` +
        `backlog rose ${rises} times; API p99 ${slower} %`,
      broken: [
        ...settled.broken,
        ...(fastest <= perSecond * 1.1 ? [] : [`${fastest} were sent a second`]),
        ...(used >= 85 ? [] : [`only ${used} % of the rate were used`]),
        ...(rises === 0 ? [] : ['the backlog rose while it drained']),
        ...(size === 'reduced' || slower <= 25 ? [] : [`answers took ${slower} % longer`]),
      ],
    };
  },
};

/** Over some seconds: on a busy machine what left evenly arrives in bursts. */
function fastestPace(atMs: readonly number[]): number {
  const windowMs = WINDOW_SECONDS * 1_000;
  const counts = atMs.map((from) => atMs.filter((at) => at >= from && at < from + windowMs).length);
  return Math.round(Math.max(0, ...counts) / WINDOW_SECONDS);
}

/** From the first to the last but a few, which come when nothing else is left to do. */
function steadyPace(atMs: readonly number[]): number {
  const all = atMs.toSorted((left, right) => left - right);
  const most = all.slice(0, Math.ceil(all.length * 0.9));
  const lastedMs = (most.at(-1) ?? 0) - (most[0] ?? 0);
  return lastedMs === 0 ? 0 : ((most.length - 1) * 1_000) / lastedMs;
}

const WINDOW_SECONDS = 5;
/** Long enough for some refusals: each makes every server rest for a second. */
const THROTTLED_MS = 6_000;
/** What was learned grows by a quarter every second. */
const RECOVERY_MS = 5_000;

/** Until nothing waits any more; the probes that come meanwhile are no part of the backlog. */
async function sampleBacklog(
  pool: { query(text: string): Promise<{ rows: { waiting?: number }[] }> },
  waiting: number[],
  backlog: number,
): Promise<void> {
  for (let looks = 0; looks < backlog; looks++) {
    const { rows } = await pool.query(BACKLOG);
    waiting.push(rows[0]?.waiting ?? 0);
    if (rows[0]?.waiting === 0) return;
    await sleep(1_000);
  }
}

const BACKLOG = `
  select count(*)::int as waiting
  from delivery join transaction using (transaction_id)
  where delivery.connection = 'sap-s4hana' and delivery.finished_at is null
    and transaction.number not like 'C33-B-%'
`;
const PROBE = { invoices: 200, senders: 4, perSecond: 40 };
