/**
 * Who was told. Events about our own exceptions are told by the decisions themselves, and those of
 * single transfers by the reports of the bank.
 */

import type { EventFacts } from './facts.ts';
import type { Chapter } from './story.ts';
import { wordTime } from './wording.ts';

export function tellEvents(events: readonly EventFacts[]): Chapter[] {
  return events
    .filter(({ type }) => !type.startsWith('kontor.exception.'))
    .map((event) => ({
      at: event.at,
      headline: `Told: ${subjectOf(event)}`,
      sentences: [
        `The event “${subjectOf(event)}” was published.`,
        ...event.receivers.map((receiver) => receivedBy(receiver, event)),
      ],
      kind: 'told',
      references: [{ kind: 'event', id: event.eventId }],
    }));
}

/** `kontor.invoice.posted.v1` is about `invoice posted`. */
function subjectOf({ type }: EventFacts): string {
  return type
    .replace(/^kontor\./, '')
    .replace(/\.v\d+$/, '')
    .replaceAll('.', ' ');
}

function receivedBy(
  { host, attempts, deliveredAt }: EventFacts['receivers'][number],
  { at }: EventFacts,
): string {
  if (deliveredAt === undefined) {
    return attempts === 0
      ? `${host} is yet to be told.`
      : `${host} has not taken it yet, after ${attempts} attempts.`;
  }
  const tries = attempts > 1 ? `, at attempt ${attempts}` : '';
  return `${host} took it at ${wordTime(deliveredAt, at)}${tries}.`;
}
