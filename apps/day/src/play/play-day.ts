/**
 * Plays a day of finance against a running platform, through its public API alone, and compares
 * what came of it with the books of the systems behind it.
 *
 * Morning: two applications hand over invoices while the ledger loses replies, and for a while is
 * not there at all. Afternoon: the banks' files come, not all of them as they should. Then a person
 * decides what is put aside, and in the evening everything is counted.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '@kontor/contracts';
import { bankingDayOf, systemClock, type Clock, type Instant } from '@kontor/kernel';
import type { ApiClient } from '@kontor/client';
import { countBooks } from '../books/read-books.ts';
import { loadMasterData, setFaults } from '../books/set-faults.ts';
import { makeReport, type DayReport, type Outage } from '../report/day-report.ts';
import type { Handover } from '../report/evidence.ts';
import { openSandboxBank } from '@kontor/sandbox';
import { makeBankFiles } from '../scenario/make-bank-files.ts';
import { makeScenario } from '../scenario/make-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { awaitQuiet, type Quieting } from './await-quiet.ts';
import { chooseStories } from './choose-stories.ts';
import type { DayOptions } from './day-options.ts';
import {
  approveWriteOffs,
  decideOnInvoices,
  decideOnReceipts,
  type Deciding,
} from './decide-exceptions.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { handOverFiles } from './hand-over-files.ts';
import { openApis, type Apis } from './open-apis.ts';
import { playOutage } from './play-outage.ts';
import { silentProgress, type Progress } from './progress.ts';
import { readFeed } from './read-feed.ts';
import { receiveWebhooks, type WebhookReceiver } from './receive-webhooks.ts';
import { submitInvoices } from './submit-invoices.ts';
import { subscribe, type Subscription } from './subscribe.ts';
import { toBlockedCustomer } from './to-blocked-customer.ts';
import { watchPlatform } from './watch-platform.ts';

export async function playDay(options: DayOptions): Promise<DayReport> {
  const { company, sandbox, clock = systemClock, progress = silentProgress } = options;
  const { seed = 1, invoices = INVOICES } = options;
  const startedAtMs = clock.elapsedMs();
  const from = clock.now();
  const scenario = makeScenario({ company, seed, invoices, today: bankingDayOf(from) });
  const apis = openApis(options, clock);
  const before = await lookAtBooks(options, apis.operations);
  const receiver = await receiveWebhooks(clock);
  const watch = watchPlatform({ api: apis.operations, clock, progress, from });
  const day: Day = { options, scenario, apis, clock, progress, from, receiver };
  let subscription: Subscription | undefined;
  try {
    subscription = await subscribe(apis.operations, { receiver, seed });
    const morning = await playMorning(day);
    const afternoon = await playAfternoon(day, morning.handovers);
    const evening = await awaitWebhooks(day, before.feed);
    await watch.stop();
    const evidence = await gatherEvidence({
      api: apis.operations,
      company,
      scenario,
      handovers: morning.handovers,
      files: afternoon.files,
      feed: evening.events,
      webhooks: receiver.received(),
      breaches: Object.values(apis).flatMap(({ breaches }) => breaches),
      from,
      sap: { controlUrl: sandbox.sapControlUrl, entriesBefore: before.sap },
      salesforce: { controlUrl: sandbox.salesforceControlUrl, entriesBefore: before.salesforce },
    });
    return makeReport({
      evidence,
      seed,
      durationMs: clock.elapsedMs() - startedAtMs,
      outage: toOutage(morning.outage, watch.states, options),
      isAtRest: morning.isAtRest && afternoon.isAtRest && evening.isAtRest,
      stories: await chooseStories(apis.operations, { scenario, evidence }),
    });
  } finally {
    await watch.stop();
    await setFaults(sandbox.sapControlUrl, NO_LEDGER_FAULTS);
    await subscription?.end(); // nobody listens any more
    await receiver.stop();
    progress.end();
  }
}

type Day = {
  readonly options: DayOptions;
  readonly scenario: Scenario;
  readonly apis: Apis;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly from: Instant;
  readonly receiver: WebhookReceiver;
};

async function lookAtBooks({ sandbox }: DayOptions, api: ApiClient) {
  const { next } = await readFeed(api, undefined);
  return {
    feed: next,
    sap: await countBooks(sandbox.sapControlUrl),
    salesforce: await countBooks(sandbox.salesforceControlUrl),
  };
}

async function playMorning(day: Day) {
  const { options, scenario, apis, clock, progress } = day;
  const { sapControlUrl } = options.sandbox;
  const durationMs = (options.submittingSeconds ?? SUBMITTING_SECONDS) * 1_000;
  await setFaults(sapControlUrl, LEDGER_FAULTS);
  progress.step(`${scenario.submissions.length} documents are handed over`);
  const { number, customer } = scenario.trouble.blockedLater;
  const blocked = toBlockedCustomer(options.company, customer);
  const outage = playOutage({
    sapControlUrl,
    clock,
    progress,
    startsAfterMs: durationMs * OUTAGE_AT,
    durationMs: (options.outageSeconds ?? OUTAGE_SECONDS) * 1_000,
  });
  const handovers = await submitInvoices({
    submissions: scenario.submissions,
    senders: apis,
    clock,
    durationMs,
    answered: () => {},
    async before({ invoice, expectation }) {
      const isIt = invoice.number === number && expectation.kind === 'accepted';
      if (isIt) await loadMasterData(sapControlUrl, blocked.blocked);
    },
  });
  const outageTimes = await outage;
  progress.step('All documents are handed over; the ledger catches up');
  let isAtRest = await awaitQuiet(quieting(day));
  const decisions = await decideOnInvoices(deciding(day, handovers));
  if (decisions > 0) isAtRest = (await awaitQuiet(quieting(day))) && isAtRest;
  return { handovers, isAtRest, outage: outageTimes };
}

async function playAfternoon(day: Day, handovers: readonly Handover[]) {
  const { options, scenario, apis, progress } = day;
  const { bankFolder: folder, bank = openSandboxBank(options) } = options.sandbox;
  const files = makeBankFiles(scenario, { bank, hasFolder: folder !== undefined });
  progress.step(`${files.length} bank files come in`);
  const handed = await handOverFiles(files, {
    api: apis.treasury,
    seed: scenario.seed,
    handed: ({ name, answer }) => progress.step(`  ${name}: ${answer}`),
    ...(folder !== undefined && { folder }),
  });
  progress.step('Receipts are matched');
  await sleep(MATCHING_PAUSE_MS);
  let isAtRest = await awaitQuiet(quieting(day));
  const decisions = await decideOnReceipts(deciding(day, handovers));
  if (decisions > 0) isAtRest = (await awaitQuiet(quieting(day))) && isAtRest;
  const approvals = await approveWriteOffs({
    ...deciding(day, handovers),
    api: apis.controller,
  });
  if (approvals > 0) isAtRest = (await awaitQuiet(quieting(day))) && isAtRest;
  return { files: handed, isAtRest };
}

function quieting({ apis, clock, from }: Day): Quieting {
  return { api: apis.operations, clock, from, waitMsMax: QUIET_MS_MAX };
}

function deciding(day: Day, handovers: readonly Handover[]): Deciding {
  const { options, scenario, apis, progress } = day;
  const blocked = toBlockedCustomer(options.company, scenario.trouble.blockedLater.customer);
  const transactions = handovers.flatMap(({ number, answer }): readonly [string, string][] => {
    return answer.kind === 'accepted' ? [[number, answer.transaction]] : [];
  });
  return {
    api: apis.operations,
    scenario,
    transactions: new Map(transactions),
    unblockCustomer: () => loadMasterData(options.sandbox.sapControlUrl, blocked.unblocked),
    decided: (sentence) => progress.step(`  ${sentence}`),
  };
}

/** The last calls may still be on their way, or come again after we failed them. */
async function awaitWebhooks(day: Day, after: string | undefined) {
  const { apis, receiver, progress } = day;
  progress.step('The last events arrive');
  const events: CloudEvent[] = [];
  let next = after;
  const isElsewhereQuiet = async () => {
    const more = await readFeed(apis.operations, next);
    events.push(...more.events);
    next = more.next;
    const { events: received, types } = receiver.received();
    return events.every(({ id, type }) => !types.has(String(type)) || received.has(id));
  };
  const isAtRest = await awaitQuiet({ ...quieting(day), isElsewhereQuiet });
  return { events, isAtRest };
}

function toOutage(
  { endedAtMs }: { readonly endedAtMs: number },
  states: readonly { readonly atMs: number; readonly waiting: number }[],
  { outageSeconds = OUTAGE_SECONDS }: DayOptions,
): Outage {
  const after = states.filter(({ atMs }) => atMs > endedAtMs);
  const drained = after.find(({ waiting }) => waiting <= WAITING_NORMAL);
  return {
    seconds: outageSeconds,
    waitingMax: Math.max(0, ...states.map(({ waiting }) => waiting)),
    drainedAfterSeconds: drained && (drained.atMs - endedAtMs) / 1_000,
  };
}

const INVOICES = 2_000;
const SUBMITTING_SECONDS = 45;
const OUTAGE_SECONDS = 20;

/** When a third is handed over: there is something to wait, and more keeps coming. */
const OUTAGE_AT = 0.33;

/** One reply in twenty is lost after the ledger posted; now and then it is asked too much. */
const LEDGER_FAULTS = { lostReplyRate: 0.05, throttleRate: 0.01, retryAfterSeconds: 1 };

const NO_LEDGER_FAULTS = { down: false, lostReplyRate: 0, throttleRate: 0 };

/** What is on its way at any moment of a good hour. */
const WAITING_NORMAL = 25;

/** Matching begins by itself some moments after a statement is booked. */
const MATCHING_PAUSE_MS = 3_000;

/** The poison is sent five times with a look-up after each; and a slow machine is not a fault. */
const QUIET_MS_MAX = 420_000;
