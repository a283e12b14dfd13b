/** Two documents, compared field by field. */

export type FieldChange = {
  /** `lines/0/amount`. */
  readonly path: string;
  /** Undefined where the side has no such field. */
  readonly before: unknown;
  readonly after: unknown;
};

export function diffFields(before: unknown, after: unknown, path = ''): readonly FieldChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isBranch(before) && !isBranch(after)) return [{ path, before, after }];
  if ((before !== undefined && !isBranch(before)) || (after !== undefined && !isBranch(after))) {
    return [{ path, before, after }];
  }
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].flatMap((name) =>
    diffFields(fieldOf(before, name), fieldOf(after, name), path === '' ? name : `${path}/${name}`),
  );
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function fieldOf(branch: unknown, name: string): unknown {
  return isBranch(branch) ? (branch as Record<string, unknown>)[name] : undefined;
}
