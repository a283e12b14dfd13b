/**
 * A copy of a document with another value at a pointer; undefined takes the field away, and with
 * its last field the record that it stood in. The original is left as it is.
 */

export function withValueAt(document: unknown, pointer: string, value: unknown): unknown {
  const [name, ...rest] = pointer.split('/').slice(1);
  if (name === undefined) return value;
  const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
  const inner = withValueAt(fieldOf(document, key), rest.map((part) => `/${part}`).join(''), value);
  if (Array.isArray(document)) {
    return document.map((each: unknown, index) => (String(index) === key ? inner : each));
  }
  const { [key]: _before, ...others } = (document ?? {}) as Record<string, unknown>;
  if (inner !== undefined) return { ...(document as object | undefined), [key]: inner };
  return Object.keys(others).length === 0 ? undefined : others;
}

function fieldOf(document: unknown, key: string): unknown {
  if (typeof document !== 'object' || document === null) return undefined;
  return (document as Readonly<Record<string, unknown>>)[key];
}
