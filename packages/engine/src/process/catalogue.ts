/**
 * The processes that this server knows, every version that a running transaction may still have.
 */

import { assert } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';

export type ProcessCatalogue = {
  /** A transaction keeps the version that it started with. */
  find(name: string, version: number): ProcessDefinition;
  latest(name: string): ProcessDefinition;
  readonly all: readonly ProcessDefinition[];
};

// Definitions of different inputs stand in one list; each is only ever given its own input back.
type AnyDefinition = ProcessDefinition<never>;

export function processCatalogue(definitions: readonly AnyDefinition[]): ProcessCatalogue {
  const byKey = new Map<string, ProcessDefinition>();
  const latest = new Map<string, ProcessDefinition>();
  for (const definition of definitions as readonly unknown[] as readonly ProcessDefinition[]) {
    const key = `${definition.name}/${definition.version}`;
    assert(!byKey.has(key), `${key} is defined once`);
    byKey.set(key, definition);
    const known = latest.get(definition.name);
    if (!known || known.version < definition.version) latest.set(definition.name, definition);
  }
  return {
    all: [...byKey.values()],
    find: (name, version) => found(byKey.get(`${name}/${version}`), `${name} version ${version}`),
    latest: (name) => found(latest.get(name), name),
  };
}

function found(definition: ProcessDefinition | undefined, name: string): ProcessDefinition {
  assert(definition !== undefined, `the process ${name} is in the catalogue`);
  return definition;
}
