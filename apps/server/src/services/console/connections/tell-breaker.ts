/** What the breaker does, for people who never heard of one. */

import type { ConnectionDetail, ConnectionLine } from '@kontor/contracts';
import type { QueueView } from '@kontor/engine';
import { wordCount, wordDuration } from '../../wire/wording.ts';

export function tellBreaker(
  { title }: ConnectionLine,
  view: QueueView | undefined,
): ConnectionDetail['breaker'] {
  const failures = view?.failures ?? 0;
  return { failures, sentence: sentenceOf(title, failures, view) };
}

function sentenceOf(title: string, failures: number, view: QueueView | undefined): string {
  const times = failures === 1 ? 'once' : `${wordCount(failures)} times in a row`;
  switch (view?.breaker) {
    case undefined:
      return 'Another process works for it.';
    case 'closed':
      return failures === 0
        ? `${title} answers.`
        : `${title} failed ${times}; after five, Kontor stops asking for a while.`;
    case 'half-open':
      return `${title} failed ${times}. One delivery is let through to see whether it is back.`;
    case 'open': {
      const seconds = Math.ceil((view.triesAgainInMs ?? 0) / 1_000);
      return (
        `${title} failed ${times}. Kontor leaves it alone, and tries one delivery in ` +
        `${wordDuration(seconds)}.`
      );
    }
  }
}
