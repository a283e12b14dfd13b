/** How a connection is, in words: what waits, whether it is lost, and when it will be gone. */

import type { ConnectionLine } from '@kontor/contracts';
import type { QueueView } from '@kontor/engine';
import { plusMs, toEpochMs, type Instant } from '@kontor/kernel';
import { cutLine, cutText } from '../../wire/cut-text.ts';
import { wordCount, wordDuration } from '../../wire/wording.ts';
import type { LineRow } from './read-connection-lines.ts';

export type LineFacts = {
  readonly now: Instant;
  readonly title: string;
  readonly isSimulated: boolean;
  readonly waiting: number;
  readonly oldestWaitingAt?: Instant;
  /** Its pace when it was busiest in the last hour. */
  readonly usualPerSecond?: number;
  readonly view?: QueueView;
};

export function toConnectionLine(row: LineRow, facts: LineFacts): ConnectionLine {
  const { now, view, waiting } = facts;
  const health = healthOf(row, facts);
  const perSecond = view?.finishedPerSecond ?? 0;
  const isMoving = (health === 'well' || health === 'slow') && waiting > 0 && perSecond > 0;
  const seconds = isMoving ? Math.ceil(waiting / perSecond) : undefined;
  const title = cutLine(facts.title, TITLE_CHARACTERS_MAX);
  const triesAgainInMs = health === 'down' ? view?.triesAgainInMs : undefined;
  return {
    name: row.name,
    title,
    system: row.connector,
    health,
    sentence: sentenceOf({ ...facts, title, health, row, ...(seconds && { seconds }) }),
    waiting,
    parked: row.parked,
    heldLanes: row.held_lanes,
    deliveriesPerSecond: Math.round(perSecond * 10) / 10,
    isSimulated: facts.isSimulated,
    version: row.version,
    ...(waiting > 0 && facts.oldestWaitingAt && { oldestWaitingAt: facts.oldestWaitingAt }),
    ...(seconds !== undefined && { clearAt: plusMs(now, seconds * 1_000) }),
    ...(triesAgainInMs !== undefined && { triesAgainAt: plusMs(now, triesAgainInMs) }),
    ...(row.paused_reason !== null &&
      row.paused_at !== null && {
        paused: {
          by: row.paused_by ?? '',
          at: row.paused_at,
          reason: cutText(row.paused_reason, REASON_CHARACTERS_MAX),
          ...(row.paused_until !== null && { until: row.paused_until }),
        },
      }),
    ...(row.stands_until !== null &&
      row.stands_title !== null && {
        stands: { until: row.stands_until, title: row.stands_title },
      }),
  };
}

/** While probes come and go in an outage, it stays down: what waits says that it is not over. */
function healthOf(
  row: LineRow,
  { view, waiting, oldestWaitingAt, now }: LineFacts,
): ConnectionLine['health'] {
  if (row.paused_reason !== null || row.stands_until !== null) return 'paused';
  if (view?.breaker === 'open') return 'down';
  if (view?.breaker === 'half-open') return waiting > 0 ? 'down' : 'slow';
  const waitedMs = oldestWaitingAt ? toEpochMs(now) - toEpochMs(oldestWaitingAt) : 0;
  return waiting > 0 && waitedMs > SLOW_AFTER_MS ? 'slow' : 'well';
}

type Telling = LineFacts & {
  readonly health: ConnectionLine['health'];
  readonly row: LineRow;
  readonly seconds?: number;
};

function sentenceOf(telling: Telling): string {
  const { health, waiting, title } = telling;
  const wait = waiting === 1 ? '1 delivery waits' : `${wordCount(waiting)} wait in order`;
  switch (health) {
    case 'paused':
      return standingSentence(telling, wait);
    case 'down':
      return waiting === 0
        ? `${title} does not answer. Nothing waits for it yet.`
        : `Nothing is lost: ${wait}. ${whenBack(telling)}`;
    case 'well':
    case 'slow':
      return waiting === 0 ? restingSentence(telling) : `${wait}${whenGone(telling)}`;
  }
}

/** What a person paused stays so after the window; so it is told first. */
function standingSentence({ row, now, waiting }: Telling, wait: string): string {
  const until = row.paused_reason === null ? row.stands_until : row.paused_until;
  const who =
    row.paused_reason === null
      ? `It stands by its calendar: ${row.stands_title}`
      : `Paused by ${row.paused_by ?? 'somebody'}`;
  const ends = until === null ? 'until it is resumed' : `for another ${wordUntil(now, until)}`;
  return waiting === 0
    ? `${who}, ${ends}. Nothing waits for it yet.`
    : `${who}. Nothing is lost: ${wait} ${ends}.`;
}

function wordUntil(now: Instant, until: Instant): string {
  return wordDuration(Math.ceil((toEpochMs(until) - toEpochMs(now)) / 1_000));
}

function restingSentence({ view, row }: Telling): string {
  if (view?.breaker === 'half-open') {
    return 'It did not answer the last time. The next delivery tries it.';
  }
  if (row.parked > 0) return `Nothing waits; ${wordCount(row.parked)} stopped for a person.`;
  return 'Nothing waits.';
}

function whenBack({ title, waiting, usualPerSecond }: Telling): string {
  if (usualPerSecond === undefined || usualPerSecond === 0) {
    return `${title} gets them when it is back.`;
  }
  const seconds = Math.ceil(waiting / usualPerSecond);
  return `When it is back, ${title} gets them in about ${wordDuration(seconds)}.`;
}

function whenGone({ seconds, row, waiting }: Telling): string {
  if (seconds !== undefined) return `; clear in about ${wordDuration(seconds)}.`;
  if (row.held_lanes > 0 && waiting > 0) return '; lanes are held.';
  return waiting === 1 ? '; it is about to be sent.' : '; they are about to be sent.';
}

/** A backlog that moves within a minute is what a queue is for. */
const SLOW_AFTER_MS = 60_000;
// Limits of the contract.
const TITLE_CHARACTERS_MAX = 200;
const REASON_CHARACTERS_MAX = 500;
