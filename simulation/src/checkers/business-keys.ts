import type { Evidence } from './evidence.ts';

/** At most one transaction of a business key stands. */
export function checkBusinessKeys({ books, history }: Evidence): void {
  const standing = new Set<string>();
  for (const { process, businessKey, state } of books.transactions.values()) {
    if (['refused', 'taken_back'].includes(state.status)) continue;
    const key = `${process} ${businessKey}`;
    if (standing.has(key)) history.violated('a business key is taken once', key);
    standing.add(key);
  }
}
