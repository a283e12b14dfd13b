/**
 * Which field of the document a system's refusal is about. Systems seldom say it by name; they
 * quote the value they did not like. A value that stands in their text and in one kind of field of
 * the document is that field; where it could be several, nothing is claimed.
 */

export type NamedField = { readonly at: string; readonly value: string };

export function fieldNamedBy(text: string, input: unknown, code?: string): NamedField | undefined {
  const leaves = leavesOf(input, '');
  const quoted = leaves.filter(({ value }) => isQuoted(text, value));
  const longest = Math.max(0, ...quoted.map(({ value }) => value.length));
  const best = quoted.filter(({ value }) => value.length === longest);
  const kinds = new Set(best.map(({ at }) => at.replaceAll(/\/\d+(?=\/|$)/g, '/*')));
  if (kinds.size === 1) return best[0];
  const usual = USUAL_FIELDS[code ?? ''];
  return leaves.find(({ at }) => at === usual);
}

function leavesOf(value: unknown, at: string): readonly NamedField[] {
  if (typeof value === 'string') return [{ at, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** As a word of its own: `400000` is not quoted by `1400000088`. */
function isQuoted(text: string, value: string): boolean {
  if (value.length < VALUE_CHARACTERS_MIN) return false;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + value.length] ?? ' '}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

/** Two characters are too likely to stand in a sentence by chance. */
const VALUE_CHARACTERS_MIN = 3;
/** What some causes are always about. */
const USUAL_FIELDS: Readonly<Record<string, string>> = { period_closed: '/issueDate' };
