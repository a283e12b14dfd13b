/** What people were asked and what they decided, in their own words. */

import { capitalised, withoutStop } from './wording.ts';
import type { ExceptionFacts, StoryFacts } from './facts.ts';
import type { Chapter } from './story.ts';

export function tellDecisions({ exceptions, deliveries, history }: StoryFacts): Chapter[] {
  const references = new Map(
    deliveries.map(({ deliveryId, externalReference }) => [deliveryId, externalReference]),
  );
  return [
    ...exceptions.flatMap((exception) => [
      ...tellAsking(exception),
      ...tellAnswer(exception, references.get(exception.deliveryId ?? '')),
    ]),
    ...history.flatMap(({ at, message }): Chapter[] =>
      message.type === 'UndoAsked'
        ? [
            {
              at,
              headline: `${capitalised(message.by)} asked to take it back`,
              sentences: [`The reason: ${quoted(message.reason)}.`],
              kind: 'decided',
              references: [],
            },
          ]
        : [],
    ),
  ];
}

/** What a delivery led to is told with the delivery. */
function tellAsking({ exceptionId, deliveryId, kind, text, openedAt }: ExceptionFacts): Chapter[] {
  if (deliveryId !== undefined) return [];
  return [
    {
      at: openedAt,
      headline: kind === 'approval' ? 'A second person is asked' : 'A person is asked',
      sentences: [text],
      kind: kind === 'approval' ? 'checked' : 'trouble',
      references: [{ kind: 'exception', id: exceptionId }],
    },
  ];
}

function tellAnswer(exception: ExceptionFacts, externalReference: string | undefined): Chapter[] {
  const { resolved, comments, exceptionId } = exception;
  if (!resolved) return [];
  const did = DECISIONS[resolved.action] ?? `decided: ${resolved.action}`;
  const under =
    resolved.action === 'confirm-done' && externalReference !== undefined
      ? ` under ${externalReference}`
      : '';
  return [
    {
      at: resolved.at,
      headline: `${capitalised(resolved.by)} ${did}${under}`,
      sentences: [
        ...comments.map(({ by, text }) => `${capitalised(by)} noted: ${quoted(text)}.`),
        `The reason: ${quoted(resolved.reason)}.`,
      ],
      kind: 'decided',
      references: [{ kind: 'exception', id: exceptionId }],
    },
  ];
}

function quoted(text: string): string {
  return `“${withoutStop(text)}”`;
}

const DECISIONS: Readonly<Record<string, string>> = {
  retry: 'had it tried again',
  abandon: 'let it rest',
  approve: 'approved it',
  decline: 'declined it',
  'confirm-done': 'confirmed that it is there',
  matched: 'settled it by matching the receipt',
  returned: 'settled it: the money went back',
};
