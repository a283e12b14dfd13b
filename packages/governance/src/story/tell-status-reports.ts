/** What the bank reported on a batch of payments: a chapter for each report. */

import { PAYMENT_STATUSES } from '@kontor/canon';
import type { StatusReportFacts, StoryFacts } from './facts.ts';
import type { Chapter } from './story.ts';
import { wordList } from './wording.ts';

export function tellStatusReports({ statusReports = [] }: StoryFacts): Chapter[] {
  return statusReports.map((report) => {
    const moved = wordsOf(report, 'moved');
    return {
      at: report.at,
      headline: moved.length > 0 ? `The bank: ${wordList(moved)}` : 'The bank told nothing new',
      sentences: [
        `Its report ${report.messageId} was taken in.`,
        ...(moved.length > 0 ? [`Now ${wordList(moved)}.`] : []),
        ...sentence(wordsOf(report, 'late'), 'came late and changed nothing'),
        ...sentence(wordsOf(report, 'repeated'), 'was told before'),
        ...sentence(
          wordsOf(report, 'conflict'),
          'contradicts how it ended before: the first end stays, and a person was asked',
        ),
      ],
      kind: isTrouble(report) ? 'trouble' : 'confirmed',
      references: [{ kind: 'payment-status-report', id: report.reportId }],
    };
  });
}

type Line = StatusReportFacts['lines'][number];

/** `2 settled`, `1 rejected`. */
function wordsOf({ lines }: StatusReportFacts, change: Line['change']): string[] {
  return lines
    .filter((line) => line.change === change)
    .map(({ status, transfers }) => `${transfers} ${PAYMENT_STATUSES[status]}`);
}

function sentence(words: readonly string[], what: string): string[] {
  return words.length === 0 ? [] : [`“${wordList(words)}” ${what}.`];
}

function isTrouble({ lines }: StatusReportFacts): boolean {
  return lines.some(
    ({ status, change }) =>
      change === 'conflict' || (change === 'moved' && (status === 'RJCT' || status === 'CANC')),
  );
}
