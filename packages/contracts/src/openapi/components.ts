/**
 * Named schemas: whatever has an `$id` becomes a component and is referred to instead of repeated.
 */

import { assert } from '@kontor/kernel';

export type Components = Map<string, unknown>;

/** The schema as a document writes it, with its named parts moved into `components`. */
export function refer(schema: unknown, components: Components): unknown {
  if (Array.isArray(schema)) return schema.map((part) => refer(part, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $id: name, ...parts } = schema as Readonly<Record<string, unknown>>;
  const written = Object.fromEntries(
    Object.entries(parts).map(([key, part]) => [key, refer(part, components)]),
  );
  if (typeof name !== 'string') return written;
  const text = JSON.stringify(written);
  const known = components.get(name);
  assert(
    known === undefined || JSON.stringify(known) === text,
    `two different schemas are called ${name}`,
  );
  components.set(name, written);
  return { $ref: `#/components/schemas/${name}` };
}

/** In alphabetical order, so that the document does not depend on who refers first. */
export function toSchemas(components: Components): Record<string, unknown> {
  return Object.fromEntries([...components].sort(([left], [right]) => (left < right ? -1 : 1)));
}
