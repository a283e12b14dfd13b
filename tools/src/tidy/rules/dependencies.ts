/**
 * Every third-party package is chosen: exact version, one version for all, a row in
 * docs/decisions/dependencies.md – and every package that code imports is declared beside it.
 */

import { posix } from 'node:path';
import { importsOf, workspaceOf, workspacesOf } from '../imports.ts';
import { isCode, type Repository, type SourceFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

export const dependencies: Rule = {
  name: 'dependencies',
  *check(repository) {
    const declared = declaredIn(repository);
    yield* unsettled(declared);
    yield* undocumented(repository, declared);
    yield* undeclared(repository, declared);
  },
};

type Declared = { readonly path: string; readonly name: string; readonly version: string };

function declaredIn({ files }: Repository): readonly Declared[] {
  const manifests = files.filter(({ path }) => posix.basename(path) === 'package.json');
  return manifests.flatMap(({ path, text }) => {
    const manifest = JSON.parse(text) as Manifest;
    const versions = { ...manifest.dependencies, ...manifest.devDependencies };
    return Object.entries(versions).map(([name, version]) => ({ path, name, version }));
  });
}

function* unsettled(declared: readonly Declared[]): Generator<Finding> {
  for (const { path, name, version } of declared) {
    if (!EXACT.test(version)) {
      yield { path, line: 1, message: `${name} is ${version}; name one exact version` };
    }
    const other = declared.find((one) => one.name === name && one.version !== version);
    if (other) {
      yield { path, line: 1, message: `${name} is ${version} here, ${other.version} elsewhere` };
    }
  }
}

function* undocumented(repository: Repository, declared: readonly Declared[]): Generator<Finding> {
  const page = repository.file(PAGE);
  if (!page) {
    yield { path: PAGE, line: 1, message: 'is missing' };
    return;
  }
  const rows = rowsOf(page);
  for (const { path, name, version } of declared) {
    const documented = rows.get(name);
    if (documented?.version === version) continue;
    const message = `${name} ${version} has no row in ${PAGE}: what for, what else was looked at`;
    yield { path, line: 1, message };
  }
  for (const [name, { line }] of rows) {
    if (declared.some((one) => one.name === name)) continue;
    yield { path: PAGE, line, message: `${name} is no longer used; take its row out` };
  }
}

/** Rows begin with the name in backticks and the version. */
function rowsOf(page: SourceFile): ReadonlyMap<string, { version: string; line: number }> {
  const rows = page.lines.map((text, index) => [ROW.exec(text), index + 1] as const);
  return new Map(
    rows.flatMap(([row, line]) => (row ? [[row[1] ?? '', { version: row[2] ?? '', line }]] : [])),
  );
}

function* undeclared(repository: Repository, declared: readonly Declared[]): Generator<Finding> {
  const workspaces = workspacesOf(repository);
  for (const file of repository.files.filter(isCode)) {
    const isAbove = ({ path }: Declared) => file.path.startsWith(path.replace(MANIFEST, ''));
    for (const { specifier, line } of importsOf(file)) {
      if (!IS_PACKAGE.test(specifier) || workspaceOf(specifier, workspaces)) continue;
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      const known = [name, `@types/${name}`];
      if (declared.some((one) => known.includes(one.name) && isAbove(one))) continue;
      yield { path: file.path, line, message: `${name} is not in the package.json of its package` };
    }
  }
}

type Manifest = {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
};

const PAGE = 'docs/decisions/dependencies.md';
const MANIFEST = /package\.json$/;
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const ROW = /^\|\s*`([^`]+)`\s*\|\s*([^|\s]+)\s*\|/;
const IS_PACKAGE = /^(?!\.|node:)/;
