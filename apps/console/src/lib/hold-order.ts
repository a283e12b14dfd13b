/**
 * Keeps rows where they are while a person points at them. What is shown stays in its place with
 * its newest content; rows after the last one shown are let in, because they come by scrolling; all
 * other new ones wait to be asked for.
 */

export type Held<Row> = { readonly rows: readonly Row[]; readonly waiting: number };

export function holdOrder<Row>(
  shown: readonly Row[],
  incoming: readonly Row[],
  rowId: (row: Row) => string,
): Held<Row> {
  const newest = new Map(incoming.map((row) => [rowId(row), row]));
  const held = new Set(shown.map(rowId));
  const last = incoming.findLastIndex((row) => held.has(rowId(row)));
  if (last === -1) return { rows: incoming, waiting: 0 };
  const kept = shown.map((row) => newest.get(rowId(row)) ?? row);
  const added = incoming.slice(last + 1);
  const waiting = incoming.slice(0, last).filter((row) => !held.has(rowId(row))).length;
  return { rows: [...kept, ...added], waiting };
}
