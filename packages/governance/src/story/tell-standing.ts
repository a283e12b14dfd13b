/** The title of the story, and where the transaction stands now, in one sentence. */

import { unreachable } from '@kontor/kernel';
import type { DeliveryFacts, StoryFacts, TransactionFacts } from './facts.ts';
import { nameOf } from './tell-arrival.ts';
import { isCancelled } from './is-cancelled.ts';
import { asSentence, capitalised, withoutStop, wordAmount } from './wording.ts';

export function tellTitle(transaction: TransactionFacts): string {
  return capitalised(nameOf(transaction));
}

export function tellStanding(facts: StoryFacts): string {
  const { status, endingText = 'no reason given' } = facts.transaction;
  switch (status) {
    case 'done':
      return `${doneOf(facts)}${openOf(facts)}.`;
    case 'refused':
      if (isCancelled(facts)) {
        return `It was cancelled before anything of it was sent: ${asSentence(endingText)}`;
      }
      return `It was refused and has no effect anywhere: ${asSentence(endingText)}`;
    case 'taken_back':
      return `It was done and has been taken back: ${asSentence(endingText)}`;
    case 'waiting':
      return `It waits for a person: ${askedOf(facts)}`;
    case 'parked':
      return `It stopped, and a person must look: ${askedOf(facts)}`;
    case 'working':
      return workingOf(facts);
    default:
      return unreachable(status);
  }
}

/** The ledger's document is what counts; the last effect is what is said where there is none. */
function doneOf({ deliveries }: StoryFacts): string {
  const confirmed = deliveries.filter(
    ({ status, direction }) => status === 'confirmed' && direction === 'forward',
  );
  const told = confirmed.find(({ role }) => role === 'ledger') ?? confirmed.at(-1);
  if (!told) return 'It is done';
  const as = told.externalReference === undefined ? '' : ` as ${told.externalReference}`;
  return `It is ${told.title} (${told.system})${as}`;
}

function openOf({ openItem }: StoryFacts): string {
  if (!openItem) return '';
  const { status, open } = openItem;
  const amount = wordAmount({ ...open, amount: open.amount.replace(/^-/, '') });
  switch (status) {
    case 'open':
      return open.amount.startsWith('-')
        ? `, and the customer has all of it coming: ${amount}`
        : `, and all of it is still open: ${amount}`;
    case 'partly':
      return `, and ${amount} of it is still open`;
    case 'cleared':
      return ', and nothing of it is open any more';
    case 'reversed':
      return '';
    default:
      return unreachable(status);
  }
}

function askedOf({ exceptions }: StoryFacts): string {
  const open = exceptions.findLast(({ resolved }) => resolved === undefined);
  return asSentence(open?.text ?? 'the reason is being recorded');
}

function workingOf({ deliveries, transaction }: StoryFacts): string {
  if (transaction.endingText !== undefined) {
    return `It is being taken back: ${asSentence(transaction.endingText)}`;
  }
  const next = deliveries.findLast(({ status }) => status === 'waiting' || status === 'in_doubt');
  return next ? nextOf(next) : 'Kontor is working on it.';
}

function nextOf({ title, system, status, attempts, detail }: DeliveryFacts): string {
  if (status === 'in_doubt') {
    return `It may be ${title} already: ${system} is asked before anything is sent again.`;
  }
  if (attempts.length === 0) return `It waits to be ${title} (${system}).`;
  const because = detail === undefined ? '' : ` The last time: ${asSentence(withoutStop(detail))}`;
  return `It waits to be ${title} (${system}), which was tried ${attempts.length} times.${because}`;
}
