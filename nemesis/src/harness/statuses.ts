/** How callers were answered while something was wrong: what may be seen, and what may not. */

import type { Notebook } from './send-invoices.ts';

/** Answers that tell a caller to ask again, and silence. */
const TELLS_TO_ASK_AGAIN: ReadonlySet<number> = new Set([0, 200, 202, 409, 429, 503]);

/** Empty when every answer was one that a caller can do something with. */
export function badAnswers({ statuses }: Notebook): readonly string[] {
  return [...statuses]
    .filter(([status]) => !TELLS_TO_ASK_AGAIN.has(status))
    .map(([status, count]) => `${count} × ${status} was answered`);
}

/** `2000 × 202, 12 × 503, 3 × silence`. */
export function answersInWords({ statuses }: Notebook): string {
  return [...statuses]
    .toSorted(([, left], [, right]) => right - left)
    .map(([status, count]) => `${count} × ${status === 0 ? 'silence' : status}`)
    .join(', ');
}
