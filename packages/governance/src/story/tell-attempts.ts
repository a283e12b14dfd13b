/**
 * Every time a system was asked, told so that nobody has to wonder whether something happened
 * twice. A lost reply and the look-up that answered it belong into one breath; many attempts of one
 * kind are counted, not listed.
 */

import { unreachable, type Instant } from '@kontor/kernel';
import type { AttemptFacts } from './facts.ts';
import { asSentence, withoutStop, wordSpan, wordTime } from './wording.ts';

type Telling = {
  readonly system: string;
  /** `document`, `record`: what the system makes, where its number means something to a reader. */
  readonly noun?: string;
  readonly chapterAt: Instant;
  /** The vendor's code and text of a refusal. */
  readonly refusal?: string;
};

export function tellAttempts(attempts: readonly AttemptFacts[], telling: Telling): string[] {
  return runsOf(attempts).map((run, index, runs) => tellRun(run, runs[index - 1], telling));
}

/** Neighbours of one kind and outcome. */
type Run = { readonly first: AttemptFacts; readonly last: AttemptFacts; readonly count: number };

function runsOf(attempts: readonly AttemptFacts[]): readonly Run[] {
  const runs: Run[] = [];
  for (const attempt of attempts) {
    const open = runs.at(-1);
    if (open && open.first.kind === attempt.kind && open.first.outcome === attempt.outcome) {
      runs[runs.length - 1] = { first: open.first, last: attempt, count: open.count + 1 };
    } else {
      runs.push({ first: attempt, last: attempt, count: 1 });
    }
  }
  return runs;
}

function tellRun(run: Run, before: Run | undefined, telling: Telling): string {
  return run.first.kind === 'submit' ? tellSending(run, telling) : tellLookUp(run, before, telling);
}

function tellSending({ first, last, count }: Run, telling: Telling): string {
  const { system, noun, chapterAt, refusal } = telling;
  const at = wordTime(last.at, chapterAt);
  const detail = withoutStop(last.detail ?? '');
  const because = detail === '' ? '' : ` (${detail})`;
  switch (last.outcome) {
    case 'confirmed':
      return `${system} took it at ${at}${madeOf(noun, last)}.`;
    case 'rejected':
      return asSentence(
        `${system} refused it at ${at}: ${refusal ?? last.detail ?? 'no reason given'}`,
      );
    case 'retryable':
      return count === 1
        ? `${system} could not take it at ${at}${because}; nothing had been done there.`
        : `${system} could not take it ${count} times between ${wordTime(first.at, chapterAt)} ` +
            `and ${at}${because}; nothing had been done there.`;
    case 'unknown':
    case 'absent':
      return count === 1
        ? `${system} did not answer after we sent it (${at}).`
        : `${system} did not answer ${count} times after we sent it, the last time at ${at}.`;
    default:
      return unreachable(last.outcome);
  }
}

function tellLookUp(
  { first, last, count }: Run,
  before: Run | undefined,
  telling: Telling,
): string {
  const { system, noun, chapterAt } = telling;
  const when = before
    ? `We looked it up ${wordSpan(before.last.at, first.at)} later`
    : `It was not clear whether it had been sent, so ${system} was asked first ` +
      `(${wordTime(first.at, chapterAt)})`;
  switch (last.outcome) {
    case 'confirmed': {
      const found = `found ${thingOf(noun, last) ?? 'it'}`;
      return before ? `${when} and ${found}: nothing was sent twice.` : `${when}: it ${found}.`;
    }
    case 'absent':
      return `${when}: it had not arrived, so it was sent again.`.replace(
        'so it was',
        before ? 'so it was' : 'so it could be',
      );
    case 'unknown':
    case 'rejected':
    case 'retryable':
      return count === 1
        ? `${when} and got no clear answer.`
        : `We asked for it ${count} times until ${wordTime(last.at, chapterAt)} ` +
            'and got no clear answer.';
    default:
      return unreachable(last.outcome);
  }
}

function madeOf(noun: string | undefined, attempt: AttemptFacts): string {
  const thing = thingOf(noun, attempt);
  return thing === undefined ? '' : ` and made ${thing}`;
}

/** `document 1800000417` */
function thingOf(noun: string | undefined, { detail }: AttemptFacts): string | undefined {
  return noun === undefined || detail === undefined ? undefined : `${noun} ${detail}`;
}
