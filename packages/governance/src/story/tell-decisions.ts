/** What people were asked and what they decided, in their own words. */

import { wordPointer, wordPointerAsTitle } from './word-pointer.ts';
import { capitalised, withoutStop, wordList } from './wording.ts';
import type { ExceptionFacts, StoryFacts } from './facts.ts';
import type { Chapter } from './story.ts';

export function tellDecisions({ exceptions, deliveries, history }: StoryFacts): Chapter[] {
  const cancelledAt = history.find(({ message }) => message.type === 'Cancelled')?.at;
  const references = new Map(
    deliveries.map(({ deliveryId, externalReference }) => [deliveryId, externalReference]),
  );
  return [
    ...exceptions.flatMap((exception) => [
      ...tellAsking(exception),
      // Whoever cancelled answered what was asked by that, and it is told once.
      ...(cancelledAt !== undefined && exception.resolved?.at === cancelledAt
        ? []
        : tellAnswer(exception, references.get(exception.deliveryId ?? ''))),
    ]),
    ...history.flatMap(({ at, message }) =>
      message.type === 'Cancelled' ? [tellCancellation(at, message)] : [],
    ),
    ...history.flatMap(({ at, message }) =>
      message.type === 'Corrected' ? [tellCorrection(at, message, exceptions)] : [],
    ),
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

type CancelledMessage = Extract<
  StoryFacts['history'][number]['message'],
  { readonly type: 'Cancelled' }
>;

function tellCancellation(at: Chapter['at'], { by, reason }: CancelledMessage): Chapter {
  return {
    at,
    headline: `${capitalised(by)} cancelled it`,
    sentences: [
      `The reason: ${quoted(reason)}.`,
      'Nothing of it had been sent to any system. Its number may be handed over again.',
    ],
    kind: 'decided',
    references: [],
  };
}

type CorrectedMessage = Extract<
  StoryFacts['history'][number]['message'],
  { readonly type: 'Corrected' }
>;

function tellCorrection(
  at: Chapter['at'],
  { by, reason, changes, version }: CorrectedMessage,
  exceptions: readonly ExceptionFacts[],
): Chapter {
  const names = changes.map((change) => `the ${wordPointer(change.at)}`);
  const what = names.length > NAMED_MAX ? `${names.length} fields` : wordList(names);
  const asked = exceptions.find(({ resolved }) => resolved?.at === at);
  return {
    at,
    headline: `${capitalised(by)} corrected ${what}`,
    sentences: [
      ...(asked?.comments ?? []).map(
        (comment) => `${capitalised(comment.by)} noted: ${quoted(comment.text)}.`,
      ),
      ...changes.slice(0, NAMED_MAX).map(tellChange),
      `The reason: ${quoted(reason)}.`,
      `What was handed over is kept as version 1; this is version ${version}. It goes on under ` +
        'the same reference.',
    ],
    kind: 'decided',
    references: asked ? [{ kind: 'exception', id: asked.exceptionId }] : [],
  };
}

function tellChange({ at, before, after }: CorrectedMessage['changes'][number]): string {
  const name = wordPointerAsTitle(at);
  if (before === undefined) return `${name}: added ${shown(after)}.`;
  if (after === undefined) return `${name}: ${shown(before)} was removed.`;
  return `${name}: from ${shown(before)} to ${shown(after)}.`;
}

/** Values that are records are named, not printed. */
function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'several values' : `“${String(value)}”`;
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
  // A correction is told with what it changed.
  if (!resolved || resolved.action === 'corrected') return [];
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
/** A headline with more fields than that is not read. */
const NAMED_MAX = 4;
