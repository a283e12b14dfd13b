/**
 * C15: many customers, and a ledger that fails every tenth call in one way or another: whatever is
 * tried again stays in its place. And what one customer costs the others of whom the ledger takes
 * nothing: the same pace of invoices twice, with nobody stuck and with one, first beside a ledger
 * that is well and then beside one that fails.
 */

import { rmSync, writeFileSync } from 'node:fs';
import { present } from '@kontor/kernel';
import type { Faults } from '@kontor/connector-kit/simulator';
import type { Check } from '../check.ts';
import { delaysToLedger } from '../harness/delays.ts';
import { awaitRest, settleUp } from '../harness/judge.ts';
import { percentile } from '../harness/percentile.ts';
import { sendInvoices, type Notebook, type Sending } from '../harness/send-invoices.ts';
import { stuckFileOf, type Stage } from '../harness/stage.ts';

export const failAtRandom: Check = {
  name: 'fail-at-random',
  number: 'C15',
  threshold:
    '0 out of order of a customer; 0/0/0; the others’ p99 from acceptance to the ledger ' +
    '≤ 2 × as long while one customer is stuck',
  async run({ openStage, pick, patience, say }) {
    const stage = await openStage({
      ...{ servers: pick(4, 2), customers: pick(1_500, 300), connectors: 'a customer is stuck' },
    });
    const customers = stage.customers.slice(0, CUSTOMERS_MAX);
    const paced = { ...PACED, customers, invoices: pick(6_000, 400), perSecond: pick(100, 20) };
    const invoices = pick(76_000, 600);
    const notebooks: Notebook[] = [];
    const compare = async (prefix: string) => {
      const comparison = await compareDelays(stage, { ...paced, prefix });
      notebooks.push(...comparison.notebooks);
      say(inWords(comparison));
      return comparison;
    };
    const warming = sendInvoices(stage, { ...paced, invoices: WARM, prefix: 'C15-W-' });
    notebooks.push(warming.notebook);
    await warming.done;
    const well = await compare('C15-A-');
    await stage.sandbox.misbehave('sap-s4hana', EVERY_TENTH);
    const failing = await compare('C15-B-');
    await stage.sandbox.misbehave('sap-s4hana', EVERY_TENTH_WITH_THROTTLING);
    const sender = sendInvoices(stage, { customers, invoices, senders: 40, prefix: 'C15-C-' });
    notebooks.push(sender.notebook);
    await sender.done;
    const settled = await settleUp(stage, notebooks, pick(900_000, 150_000));
    const total = notebooks.reduce((sum, { entries }) => sum + entries.length, 0);
    const comparisons = [well, failing];
    return {
      done:
        `${total} invoices of ${customers.length} customers at ${stage.servers.length} servers; ` +
        `every tenth call to the ledger fails; ${paced.perSecond} invoices a second for ` +
        `${paced.invoices / paced.perSecond} s with nobody stuck, then with one customer of whom ` +
        'the ledger takes nothing, once without other failures and once with them',
      counted:
        `${settled.words}; p99 of the others ${inWords(well)} without failures, ` +
        `${inWords(failing)} with them; ${well.heldBack} and ${failing.heldBack} waited behind ` +
        'the stuck one, in order',
      broken: [
        ...settled.broken,
        ...comparisons.flatMap((each) => slowedDown(each, 2 * patience)),
        ...comparisons.flatMap((each) => (each.heldBack > 0 ? [] : ['nobody was stuck'])),
      ],
    };
  },
};

type Comparison = {
  readonly notebooks: readonly Notebook[];
  /** The others' p99 with nobody stuck, and with one. */
  readonly freeMs: number;
  readonly besideMs: number;
  /** Invoices of the stuck customer, none of which was in the ledger meanwhile. */
  readonly heldBack: number;
};

/** The same invoices twice; what is left of one time is done before the next. */
async function compareDelays(stage: Stage, sending: Sending): Promise<Comparison> {
  const stuck = present(sending.customers?.[0], 'there is a customer to be stuck').number;
  const file = stuckFileOf(stage.home);
  const othersP99 = async (prefix: string) => {
    const delays = await delaysToLedger(stage, prefix);
    const others = delays.filter(({ customer }) => customer !== stuck);
    return {
      p99: percentile(
        others.map(({ ms }) => ms),
        0.99,
      ),
      own: delays.length - others.length,
    };
  };
  const prefixes = { free: `${sending.prefix}1-`, beside: `${sending.prefix}2-` };
  const free = sendInvoices(stage, { ...sending, prefix: prefixes.free });
  await free.done;
  await awaitRest(stage, REST_MS_MAX);
  writeFileSync(file, stuck);
  const beside = sendInvoices(stage, { ...sending, prefix: prefixes.beside });
  await beside.done;
  const early = await othersP99(prefixes.beside);
  rmSync(file);
  await awaitRest(stage, REST_MS_MAX);
  const own = beside.notebook.acknowledged().filter(({ customer }) => customer === stuck);
  return {
    notebooks: [free.notebook, beside.notebook],
    freeMs: (await othersP99(prefixes.free)).p99,
    besideMs: (await othersP99(prefixes.beside)).p99,
    heldBack: early.own === 0 ? own.length : 0,
  };
}

function slowedDown({ freeMs, besideMs }: Comparison, timesMax: number): readonly string[] {
  if (besideMs <= freeMs * timesMax) return [];
  return [`the others' p99 rose from ${seconds(freeMs)} to ${seconds(besideMs)}`];
}

function inWords({ freeMs, besideMs }: Comparison): string {
  return `${seconds(freeMs)} and ${seconds(besideMs)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

const CUSTOMERS_MAX = 1_000;
const PACED = { senders: 40 };
/** Code and plans are warm afterwards. */
const WARM = 100;
/** No throttling: it slows everybody down, by chance, and would hide what is compared. */
const EVERY_TENTH: Partial<Faults> = { errorRate: 0.07, lostReplyRate: 0.03 };
const EVERY_TENTH_WITH_THROTTLING: Partial<Faults> = {
  ...{ errorRate: 0.06, lostReplyRate: 0.02, throttleRate: 0.02, retryAfterSeconds: 0 },
};
/** The delay after many failures of the stuck customer, and of what was in doubt. */
const REST_MS_MAX = 400_000;
