/**
 * Which files run in production, and which only in tests. Production is what the entry points
 * reach; what only tests reach (samples, arbitraries, harnesses) is test code, whatever its name.
 */

import { importsOf, resolveImport, startedBy, workspacesOf } from './imports.ts';
import { isCode, type Repository, type SourceFile } from './repository.ts';

export type Reach = {
  readonly production: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
};

export function reachOf(repository: Repository): Reach {
  const cached = REACHES.get(repository);
  if (cached) return cached;
  const files = repository.files.filter(isCode);
  const tests = files.filter(({ isTest }) => isTest).map(({ path }) => path);
  const reach = {
    production: closure(repository, entryPoints(repository)),
    tests: closure(repository, tests),
  };
  REACHES.set(repository, reach);
  return reach;
}

/**
 * Exports and programs of packages, what the scripts of package.json start, what the tools'
 * configuration names, and every `main.ts` and `start.ts` of an application.
 */
function entryPoints(repository: Repository): readonly string[] {
  const named = repository.files
    .filter(({ path }) => NAMES_ENTRIES.test(path))
    .flatMap(({ text }) => [...text.matchAll(PATH_IN_TEXT)].map(([path]) => path));
  const exported = workspacesOf(repository).flatMap(({ exports }) => [...exports.values()]);
  const programs = repository.files.filter(({ path, text }) => isProgram(path, text));
  return [...named, ...exported, ...programs.map(({ path }) => path)];
}

function isProgram(path: string, text: string): boolean {
  return PROGRAM_NAME.test(path) || (RUN_BY_HAND.test(path) && STARTS_ITSELF.test(text));
}

function closure(repository: Repository, starts: readonly string[]): ReadonlySet<string> {
  const workspaces = workspacesOf(repository);
  const reached = new Set<string>();
  const waiting = [...starts];
  const targetsOf = (file: SourceFile) => [
    ...importsOf(file).map(({ specifier }) => resolveImport(file, specifier, workspaces)),
    ...startedBy(file),
  ];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = repository.file(path);
    if (!file || reached.has(path)) continue;
    reached.add(path);
    for (const target of targetsOf(file)) if (target !== undefined) waiting.push(target);
  }
  return reached;
}

const REACHES = new WeakMap<Repository, Reach>();

const NAMES_ENTRIES = /^(package\.json|vitest\.config\.ts|\.ci\/run)$/;
const PATH_IN_TEXT = /[\w./-]+\.(?:tsx?|mjs)\b/g;
const PROGRAM_NAME =
  /^(apps|bench|tools)\/.*\/((main|start)\.tsx?|bin\/[^/]+\.mjs)$|\.config\.ts$|^examples\//;

/** Measurements and generators are run by hand. */
const RUN_BY_HAND = /^(bench|tools)\//;
const STARTS_ITSELF = /import\.meta\.main|process\.argv/;
