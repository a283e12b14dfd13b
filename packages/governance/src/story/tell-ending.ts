/** How it ended, when it ended without its effect. */

import type { StoryFacts } from './facts.ts';
import type { Chapter } from './story.ts';
import { isCancelled } from './is-cancelled.ts';
import { asSentence } from './wording.ts';

export function tellEnding({ transaction, deliveries, history }: StoryFacts): Chapter[] {
  // Who cancelled it ended it, and is told of already.
  if (isCancelled({ history })) return [];
  const { status, finishedAt, endingText } = transaction;
  if (finishedAt === undefined || (status !== 'refused' && status !== 'taken_back')) return [];
  const undone = deliveries.filter(
    ({ direction, status: outcome }) => direction === 'back' && outcome === 'confirmed',
  );
  const isRefused = status === 'refused';
  return [
    {
      at: finishedAt,
      headline: isRefused ? 'It ended without effect' : 'It was taken back',
      sentences: [
        ...(endingText === undefined ? [] : [asSentence(endingText)]),
        undone.length === 0
          ? 'There was nothing to undo.'
          : 'Everything that had been done and can be undone was undone.',
      ],
      kind: isRefused ? 'trouble' : 'confirmed',
      references: [],
    },
  ];
}
