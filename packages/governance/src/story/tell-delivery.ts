/**
 * One delivery: what was asked of which system, and what came of it. When a person decided in the
 * middle, it is told in as many chapters as there were decisions, each at its own time, so that the
 * letter stays in order.
 */

import { unreachable, type Instant } from '@kontor/kernel';
import type { DeliveryFacts, ExceptionFacts, StoryFacts } from './facts.ts';
import type { Chapter, Reference } from './story.ts';
import { tellAttempts } from './tell-attempts.ts';
import { asSentence, wordAmount, wordDay } from './wording.ts';

export function tellDelivery(delivery: DeliveryFacts, facts: StoryFacts): Chapter[] {
  const asked = facts.exceptions.filter(({ deliveryId }) => deliveryId === delivery.deliveryId);
  const parts = partsOf(delivery, asked);
  return parts.map((part, index) =>
    index === parts.length - 1
      ? lastChapter(delivery, part, facts)
      : stoppedChapter(delivery, part),
  );
}

/** The attempts up to a decision, and the exception that asked for it. */
type Part = {
  readonly attempts: DeliveryFacts['attempts'];
  readonly at: Instant;
  readonly exception?: ExceptionFacts;
};

function partsOf(delivery: DeliveryFacts, asked: readonly ExceptionFacts[]): readonly Part[] {
  const parts: Part[] = [];
  let rest = delivery.attempts;
  for (const exception of asked) {
    const before = rest.filter(({ at }) => at <= exception.openedAt);
    rest = rest.slice(before.length);
    parts.push({ attempts: before, at: before[0]?.at ?? exception.openedAt, exception });
  }
  if (rest[0]) parts.push({ attempts: rest, at: rest[0].at });
  return parts.length > 0 ? parts : [{ attempts: [], at: delivery.createdAt }];
}

/** It stopped, and went on after somebody decided. */
function stoppedChapter(delivery: DeliveryFacts, part: Part): Chapter {
  return {
    at: part.at,
    headline: `Stopped: ${unfinished(delivery)}`,
    sentences: [...attemptsOf(delivery, part), ...askingOf(part)],
    kind: 'trouble',
    references: referencesOf(delivery, part),
  };
}

function lastChapter(delivery: DeliveryFacts, part: Part, facts: StoryFacts): Chapter {
  const { status } = delivery;
  const told = {
    at: part.at,
    headline: headlineOf(delivery),
    references: referencesOf(delivery, part),
  };
  switch (status) {
    case 'confirmed': {
      // A person's word that it is there has a chapter of its own.
      if (part.exception) return stoppedChapter(delivery, part);
      const sentences = [...attemptsOf(delivery, part), ...openItemOf(delivery, facts)];
      return { ...told, sentences, kind: 'confirmed' };
    }
    case 'rejected':
      return {
        ...told,
        sentences: [...attemptsOf(delivery, part), ...askingOf(part)],
        kind: 'trouble',
      };
    case 'parked':
    case 'abandoned':
      return stoppedChapter(delivery, part);
    case 'waiting':
    case 'in_doubt': {
      if (part.exception) return stoppedChapter(delivery, part);
      const sentences = [...attemptsOf(delivery, part), nextOf(delivery)];
      return { ...told, sentences, kind: 'sent' };
    }
    default:
      return unreachable(status);
  }
}

function headlineOf(delivery: DeliveryFacts): string {
  const { direction, title, status, externalReference, role } = delivery;
  const isBack = direction === 'back';
  const number = role === 'receivables' || !externalReference ? '' : `: ${externalReference}`;
  switch (status) {
    case 'confirmed':
      return isBack ? `No longer ${title}${number}` : `${sentenceCase(title)}${number}`;
    case 'rejected':
      return isBack ? `Could not be undone: ${title}` : `Refused: not ${title}`;
    default:
      return `Waits: ${unfinished(delivery)}`;
  }
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function unfinished({ direction, title }: DeliveryFacts): string {
  return direction === 'back' ? `still ${title}` : `not yet ${title}`;
}

function attemptsOf(delivery: DeliveryFacts, part: Part): string[] {
  const { role, system, detail, status } = delivery;
  return tellAttempts(part.attempts, {
    system,
    chapterAt: part.at,
    ...(role !== 'receivables' && { noun: NOUNS[role] }),
    ...(status === 'rejected' && detail !== undefined && { refusal: detail }),
  });
}

function askingOf({ exception, attempts }: Part): string[] {
  if (!exception) return [];
  const refused = attempts.at(-1)?.outcome === 'rejected';
  return refused
    ? ['A person was asked to look.']
    : [asSentence(`A person was asked to look. ${exception.text}`)];
}

/** What opening an item means to the customer. */
function openItemOf({ role, direction }: DeliveryFacts, { openItem }: StoryFacts): string[] {
  if (role !== 'receivables' || direction === 'back' || !openItem) return [];
  const { amount, dueDay } = openItem;
  const due = dueDay ? `, due on ${wordDay(dueDay)}` : '';
  const word = wordAmount({ ...amount, amount: amount.amount.replace(/^-/, '') });
  return amount.amount.startsWith('-')
    ? [`The customer has ${word} coming${due}.`]
    : [`From now on the customer owes ${word}${due}.`];
}

function nextOf({ status, attempts, system }: DeliveryFacts): string {
  if (status === 'in_doubt') return `${system} is asked before anything is sent again.`;
  return attempts.length > 0 ? 'It will be tried again.' : `It is in line for ${system}.`;
}

function referencesOf(delivery: DeliveryFacts, { exception }: Part): Reference[] {
  const { deliveryId, externalReference, role, connection } = delivery;
  return [
    { kind: 'delivery', id: deliveryId },
    ...(externalReference && role !== 'receivables'
      ? [{ kind: REFERENCE_KINDS[role], id: externalReference, system: connection }]
      : []),
    ...(exception ? [{ kind: 'exception', id: exception.exceptionId }] : []),
  ];
}

const NOUNS = { ledger: 'document', crm: 'record', bank: 'message' } as const;
const REFERENCE_KINDS = {
  ledger: 'ledger-document',
  crm: 'crm-record',
  bank: 'bank-message',
} as const;
