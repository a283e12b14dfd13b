/**
 * What is different between two JSON values, field by field. Arrays are compared place by place:
 * people who correct a document change lines more often than they move them.
 */

export type FieldChange = {
  /** JSON pointer (RFC 6901). */
  readonly at: string;
  /** Absent where the field is new. */
  readonly before?: unknown;
  /** Absent where the field is gone. */
  readonly after?: unknown;
};

export function changesBetween(before: unknown, after: unknown): readonly FieldChange[] {
  return changesAt('', before, after);
}

/** The value that a pointer leads to; undefined where there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) =>
        isBranch(value) && Object.hasOwn(value, part)
          ? (value as Readonly<Record<string, unknown>>)[part]
          : undefined,
      document,
    );
}

function changesAt(at: string, before: unknown, after: unknown): readonly FieldChange[] {
  if (before === after) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [
      {
        at,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      },
    ];
  }
  const left = new Map(Object.entries(before));
  const right = new Map(Object.entries(after));
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) =>
    changesAt(`${at}/${escaped(name)}`, left.get(name), right.get(name)),
  );
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
