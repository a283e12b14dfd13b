/**
 * One queue per connection: the configured systems, Kontor's own sub-ledger, and each webhook
 * subscription. Settings are followed while they run: pause, concurrency and rate come from the
 * database, so what one process changes all of them obey within a second.
 */

import {
  deliverHead,
  deliverWebhook,
  startConnectionQueue,
  webhookConnection,
  settleInOrder,
  type Contain,
  type ConnectionQueue,
  type Effects,
  type EngineStore,
  type GiveUp,
  type HeadHandler,
  type ProcessCatalogue,
  type QueueSettings,
  type QueueView,
  type Runtime,
  type Timers,
} from '@kontor/engine';
import type { Allowance } from '@kontor/connector-sdk';
import type { Clock, Random, SubscriptionId } from '@kontor/kernel';
import type pg from 'pg';
import { isRecovering } from '../restore/is-recovering.ts';
import type { EventPoster } from '../services/webhooks/post-event.ts';
import { readQueueSettings } from './read-queue-settings.ts';
import { settleEachLane } from './settle-each-lane.ts';

export type Queues = {
  wake(connections: Iterable<string>): void;
  inspect(connection: string): QueueView | undefined;
  /** What workers settled after their lease was lost, which changed nothing. */
  lateSettlements(): number;
  /** Reads the settings now: what was paused here is paused when this settles. */
  obeySettings(): Promise<void>;
  /** Gives back what was not sent and waits for what is under way. */
  stop(): Promise<void>;
};

export type QueuesOptions = {
  readonly pool: pg.Pool;
  readonly store: EngineStore;
  readonly effects: ReadonlyMap<string, Effects>;
  readonly poster: EventPoster;
  readonly catalogue: ProcessCatalogue;
  readonly runtime: Runtime;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly onTrouble: (error: unknown) => void;
  /** Ends code of ours that does not come back. */
  readonly contain?: Contain;
  /** From now on no connection sends anything. */
  readonly cutOff?: () => void;
  /** Lets callers go first. */
  readonly giveWay: () => Promise<void>;
  /** What a connection's system told of its allowance last. */
  readonly allowanceOf: (connection: string) => Allowance | undefined;
};

export async function startQueues(options: QueuesOptions): Promise<Queues> {
  const { pool, store, effects, timers, onTrouble } = options;
  const queues = new Map<string, ConnectionQueue>();
  const { settle, late } = openSettler(store, onTrouble);
  const { giveUp, stopAll } = givingUp(options);
  let [isStopping, recovers] = [false, false];
  let looking: Promise<void> = Promise.resolve();
  const delivering = { ...options, giveUp, isRecovering: () => recovers };

  function start(connection: string, handle: HeadHandler, settings: QueueSettings): void {
    const allowance = () => options.allowanceOf(connection);
    const own = { connection, settle, handle, settings, allowance };
    queues.set(connection, startConnectionQueue({ ...options, ...own }));
  }

  async function followConnections(): Promise<void> {
    recovers = await isRecovering(pool);
    for (const [name, settings] of await readQueueSettings(pool)) {
      const queue = queues.get(name);
      const effect = effects.get(name);
      if (queue) queue.apply(settings);
      else if (effect) start(name, deliverHead({ ...delivering, effects: effect }), settings);
    }
  }

  /** One after another: a look that began earlier must not have the last word. */
  function obeySettings(): Promise<void> {
    looking = looking.catch(() => {}).then(followConnections);
    return looking;
  }

  async function follow(): Promise<void> {
    await obeySettings();
    const subscriptions = new Map(
      (await readActiveSubscriptions(pool)).map((id) => [webhookConnection(id), id]),
    );
    for (const [connection, id] of subscriptions) {
      if (!queues.has(connection))
        start(connection, webhookHandler(options, giveUp, id), WEBHOOK_SETTINGS);
    }
    for (const [connection, queue] of queues) {
      if (!connection.startsWith('webhook-') || subscriptions.has(connection)) continue;
      queues.delete(connection);
      await queue.stop();
    }
  }

  async function followForEver(): Promise<void> {
    while (!isStopping) {
      await timers.sleep(FOLLOW_MS);
      if (!isStopping) await follow().catch(onTrouble);
    }
  }

  await follow();
  const following = followForEver();
  return {
    wake: (connections) => {
      for (const connection of connections) queues.get(connection)?.wake();
    },
    inspect: (connection) => queues.get(connection)?.inspect(),
    lateSettlements: late,
    obeySettings,
    stop: async () => {
      isStopping = true;
      await following; // it may be starting one
      await stopAll(queues);
    },
  };
}

/** Look-ups at once, submissions after a grace; nothing more leaves of what was given up. */
function givingUp({ cutOff }: Pick<QueuesOptions, 'cutOff'>) {
  const lookUps = new AbortController();
  const submissions = new AbortController();
  const giveUp: GiveUp = { lookUps: lookUps.signal, submissions: submissions.signal };
  return {
    giveUp,
    async stopAll(queues: ReadonlyMap<string, ConnectionQueue>): Promise<void> {
      lookUps.abort();
      const grace = setTimeout(() => {
        cutOff?.();
        submissions.abort();
      }, STOP_GRACE_MS);
      await Promise.all([...queues.values()].map((queue) => queue.stop()));
      clearTimeout(grace);
    },
  };
}

/**
 * Settlements of all queues share their commits. What is dropped because its lease was lost is
 * counted: it should be rare, and is worth a look.
 */
function openSettler(store: Pick<EngineStore, 'settle'>, onTrouble: QueuesOptions['onTrouble']) {
  let late = 0;
  const counting: Pick<EngineStore, 'settle'> = {
    async settle(batch) {
      const settled = await store.settle(batch);
      late += settled.filter((isKept) => !isKept).length;
      return settled;
    },
  };
  const settle = settleInOrder({
    write: (batch) => settleEachLane(counting, batch, onTrouble),
  });
  return { settle, late: () => late };
}

function webhookHandler(options: QueuesOptions, giveUp: GiveUp, id: SubscriptionId): HeadHandler {
  const { poster, clock, random } = options;
  return deliverWebhook({ post: (eventId) => poster.post(id, eventId), clock, random, giveUp });
}

async function readActiveSubscriptions(pool: pg.Pool): Promise<readonly SubscriptionId[]> {
  const { rows } = await pool.query<{ subscription_id: SubscriptionId }>({
    name: 'read_active_subscriptions',
    text: 'select subscription_id from webhook_subscription where disabled_reason is null',
  });
  return rows.map((row) => row.subscription_id);
}

/** A subscriber sees at most so many calls of ours at once. */
const WEBHOOK_SETTINGS: QueueSettings = { concurrency: 8 };
const FOLLOW_MS = 1_000;
/** A submission that was begun is answered by then, or by nobody: calls end after 8 s. */
const STOP_GRACE_MS = 10_000;
