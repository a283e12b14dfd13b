/**
 * Why a transaction is not done yet, and what to do: a pure function of what stands in its way.
 * One reason is told, the one that somebody can do something about; what goes on by itself says so.
 */

import type { ConsoleTransactionRow, Delay } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';

export type DelayFacts = {
  readonly row: Pick<ConsoleTransactionRow, 'kind'>;
  /** The open exception that is the newest. */
  readonly asked?: { readonly exception: string; readonly text: string };
  /** The delivery that is next. */
  readonly next?: NextFacts;
};

type NextFacts = {
  readonly connection: string;
  readonly system: string;
  readonly isSilent: boolean;
  readonly finishedPerSecond: number;
  readonly isInDoubt: boolean;
  /** In its own lane. */
  readonly before: number;
  /** Before the system, in all lanes. */
  readonly waiting: number;
  readonly attempts: number;
  readonly lastDetail?: string;
  readonly heldReason?: string;
  readonly pausedReason?: string;
  readonly readyAt?: Instant;
};

export function explainDelay({ asked, next, row }: DelayFacts): Delay {
  if (asked) {
    return {
      sentence: sentence(`A person must decide before it goes on. ${asked.text}`),
      advice: 'Open its exception: it says what may be done, and what that would do.',
      place: { kind: 'exception', id: asked.exception },
    };
  }
  if (!next) {
    return {
      sentence: 'Kontor is between two of its steps.',
      advice: 'Look again in a minute. If nothing moved, tell who operates the platform.',
    };
  }
  return { ...reasonOf(next, row), place: { kind: 'connection', id: next.connection } };
}

function reasonOf(next: NextFacts, { kind }: DelayFacts['row']): Omit<Delay, 'place'> {
  const { system, heldReason, pausedReason } = next;
  const System = system.charAt(0).toUpperCase() + system.slice(1);
  if (heldReason !== undefined) {
    return {
      sentence: sentence(`Its lane is held, so nothing of it leaves: ${heldReason}`),
      advice: 'Whoever may operate connections releases the lane when the reason is gone.',
    };
  }
  if (pausedReason !== undefined) {
    return {
      sentence: sentence(`${System} is paused: ${pausedReason}`),
      advice: 'Whoever may operate connections resumes it. Nothing is lost meanwhile.',
    };
  }
  if (next.isSilent) {
    return {
      sentence: `${System} does not answer. ${lineOf(next)}`,
      advice:
        'Nothing has to be done here: it is asked again every few seconds, and everything goes ' +
        'on in its order when it answers. Tell who operates it.',
    };
  }
  if (next.isInDoubt) {
    return {
      sentence: `${System} did not answer after we sent it, so it may have it already.`,
      advice:
        'It is asked before anything is sent again; that takes a moment. Do not send it anew.',
    };
  }
  if (next.attempts > 0) {
    const times = next.attempts === 1 ? 'once' : `${next.attempts} times`;
    const detail = next.lastDetail === undefined ? '' : ` The last time: ${next.lastDetail}`;
    return {
      sentence: sentence(`${System} could not take it, which was tried ${times}.${detail}`),
      advice: `It is tried again by itself. Nothing of this ${kind.replace('-', ' ')} was done there.`,
    };
  }
  return { sentence: lineOf(next), advice: adviceOf(next) };
}

function lineOf({ system, before, waiting }: NextFacts): string {
  const inAll = waiting === 1 ? '1 waits' : `${waiting} wait`;
  return `${ownPlace(before)}; ${inAll} for ${system} in all.`;
}

function ownPlace(before: number): string {
  if (before === 0) return 'It is the next of its lane';
  return before === 1 ? 'One of its lane comes before it' : `${before} of its lane come before it`;
}

function adviceOf({ waiting, finishedPerSecond }: NextFacts): string {
  if (finishedPerSecond <= 0) return 'If nothing moves in a minute, look at the connection.';
  const seconds = Math.ceil(waiting / finishedPerSecond);
  const time = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `Nothing has to be done: at the present pace its turn comes within ${time}.`;
}

function sentence(text: string): string {
  const trimmed = text.trim().slice(0, SENTENCE_CHARACTERS_MAX);
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Of the contract, with room for the full stop. */
const SENTENCE_CHARACTERS_MAX = 1_999;
