/**
 * C33: the ledger is too slow to answer, then down, while a backlog grows; then it is back at a
 * known rate, and throttling for some seconds. Of all servers together one call at a time sees
 * whether it is back; they drain the backlog no faster than the ledger takes, and hardly slower,
 * and callers do not notice. What is counted is what the ledger saw.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '@kontor/connector-kit/simulator';
import { systemClock } from '@kontor/kernel';
import type { Check } from '../check.ts';
import { fastestPace, mostAtOnce, ofTheQueue, timesOf } from '../harness/count-calls.ts';
import { settleUp } from '../harness/judge.ts';
import { percentile } from '../harness/percentile.ts';
import { sendInvoices, type Sender } from '../harness/send-invoices.ts';
import type { Stage } from '../harness/stage.ts';

export const returnAfterAnOutage: Check = {
  name: 'return-after-an-outage',
  number: 'C33',
  threshold:
    'one call at a time while it does not answer and until it does; sent ≤ 110 % of the rate in ' +
    'any second (125 % where checks share the machine), seen by it in any 5; effects ≥ 85 % once ' +
    'it does not throttle; backlog only falls; API p99 ≤ +25 % of its own without a backlog; 0/0/0',
  async run({ openStage, pick, patience, say }) {
    const backlog = pick(50_000, 800);
    const perSecond = pick(100, 40);
    const stage = await openStage({
      ...{ servers: 2, spoils: 'ledger', ratePerSecond: perSecond, concurrency: 16 },
    });
    const calm = sendInvoices(stage, { ...PROBE, prefix: 'C33-A-' });
    await calm.done;
    const sender = sendInvoices(stage, { invoices: backlog, senders: 40, prefix: 'C33-' });
    const outage = await fallSilent(stage, pick(300_000, 60_000), pick(300_000, 5_000));
    await sender.done;
    const back = await comeBack(stage);
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
    const calls = await back.calls();
    const rises = waiting.filter((each, index) => each > (waiting[index - 1] ?? Infinity)).length;
    const counted = {
      ...outage,
      returning: mostAtOnce(untilAnswered(calls)),
      sent: fastestPace(await sentMs(stage, calls), 1),
      seen: fastestPace(timesOf(calls), SEEN_SECONDS),
      used: Math.round((steadyPace(await back.effectsMs(calmAtMs)) / perSecond) * 100),
      slower: Math.round((p99Of(during) / p99Of(calm) - 1) * 100),
    };
    return {
      done:
        `ledger too slow to answer for ${outage.silentMs / 1_000} s, then down for ` +
        `${outage.downMs / 1_000} s, ${backlog} invoices wait, then back at ${perSecond} a second, ` +
        '2 % of calls throttled for the first seconds; 2 servers',
      counted:
        `${settled.words}; ${counted.probes} calls while it did not answer, ${counted.atOnce} at ` +
        `once, ${counted.returning} at once until it answered, ${counted.tries} connections tried ` +
        `while it was down; ${counted.sent} sent in the fastest second, ${counted.seen} a second ` +
        `seen in the fastest ${SEEN_SECONDS}, ${counted.used} % of ` +
        `the rate when it did not throttle; backlog rose ${rises} times; API p99 ${counted.slower} %`,
      broken: [
        ...settled.broken,
        ...(counted.probes > 0 ? [] : ['nobody saw whether it was back']),
        ...(counted.atOnce <= 1 && counted.returning <= 1 ? [] : ['several probed at once']),
        ...(counted.sent <= perSecond * pick(1.1, 1.25)
          ? []
          : [`${counted.sent} were sent in a second`]),
        ...(counted.seen <= perSecond * 1.1 ? [] : [`${counted.seen} a second were seen`]),
        ...(counted.used >= 85 ? [] : [`only ${counted.used} % of the rate were used`]),
        ...(rises === 0 ? [] : ['the backlog rose while it drained']),
        ...(counted.slower <= 125 * patience - 100
          ? []
          : [`answers took ${counted.slower} % longer`]),
      ],
    };
  },
};

type Outage = {
  readonly silentMs: number;
  readonly downMs: number;
  /** Calls while it did not answer, when every server had found out. */
  readonly probes: number;
  readonly atOnce: number;
  /** Connections that it refused. */
  readonly tries: number;
};

/** First its answers come too late for everybody, then it refuses connections. */
async function fallSilent(
  { sandbox, network }: Stage,
  silentMs: number,
  downMs: number,
): Promise<Outage> {
  await sandbox.misbehave('sap-s4hana', { slowMs: SILENT_MS });
  await sleep(FOUND_OUT_MS);
  const last = (await sandbox.calls('sap-s4hana', 0)).at(-1)?.sequence ?? 0;
  await sleep(silentMs - FOUND_OUT_MS);
  const calls = (await sandbox.calls('sap-s4hana', last)).filter(ofTheQueue);
  await sandbox.misbehave('sap-s4hana', { down: true, slowMs: 0 });
  const triesBefore = network.opened();
  await sleep(downMs);
  const tries = network.opened() - triesBefore;
  return { silentMs, downMs, probes: calls.length, atOnce: mostAtOnce(calls), tries };
}

/** It takes everything again, but for a few calls that are too many. */
async function comeBack({ sandbox }: Stage) {
  const entries = await sandbox.count('sap-s4hana');
  const last = (await sandbox.calls('sap-s4hana', 0)).at(-1)?.sequence ?? 0;
  await sandbox.misbehave('sap-s4hana', { down: false, throttleRate: 0.02 });
  return {
    calls: async () => (await sandbox.calls('sap-s4hana', last)).filter(ofTheQueue),
    async effectsMs(sinceMs: number): Promise<readonly number[]> {
      const books = (await sandbox.books('sap-s4hana')).slice(entries);
      return books.map(({ at }) => Date.parse(at)).filter((at) => at >= sinceMs);
    },
  };
}

/** By the clocks of the servers: a ledger that stood still sees what left evenly in a burst. */
async function sentMs({ database }: Stage, calls: readonly Call[]): Promise<readonly number[]> {
  const { rows } = await database.pool.query<{ ms: number }>(SENT, [calls[0]?.at]);
  return rows.map(({ ms }) => ms);
}

/** Those that came before the first good answer. */
function untilAnswered(calls: readonly Call[]): readonly Call[] {
  const good = calls.filter(({ status }) => status !== undefined && status < 300);
  const answeredAt = good.map(({ endedAt = '' }) => endedAt).toSorted()[0] ?? '';
  return calls.filter(({ at }) => at < answeredAt);
}

/** From the first to the last but a few, which come when nothing else is left to do. */
function steadyPace(atMs: readonly number[]): number {
  const all = atMs.toSorted((left, right) => left - right);
  const most = all.slice(0, Math.ceil(all.length * 0.9));
  const lastedMs = (most.at(-1) ?? 0) - (most[0] ?? 0);
  return lastedMs === 0 ? 0 : ((most.length - 1) * 1_000) / lastedMs;
}

function p99Of({ notebook }: Sender): number {
  return percentile(
    notebook.acknowledged().map(({ latencyMs = 0 }) => latencyMs),
    0.99,
  );
}

/** Longer than anybody waits, and short enough that what was begun is seen by a look-up. */
const SILENT_MS = 12_000;
/** Two calls after each other end by then, and those in the places of the first that failed. */
const FOUND_OUT_MS = 30_000;
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
const SENT = `
  select (extract(epoch from started_at) * 1000)::float8 as ms
  from delivery_attempt join delivery using (delivery_id)
  where connection = 'sap-s4hana' and started_at >= $1
`;
/** On a busy machine the ledger stands still for longer than a second now and then. */
const SEEN_SECONDS = 5;
const PROBE = { invoices: 200, senders: 4, perSecond: 40 };
