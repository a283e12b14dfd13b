/** What a file imports, and which file of ours each import means. */

import { posix } from 'node:path';
import { isCode, type Repository, type SourceFile } from './repository.ts';

export type Import = {
  readonly specifier: string;
  readonly line: number;
  /** Nothing of it is left when the program runs. */
  readonly isTypeOnly: boolean;
};

export function importsOf(file: SourceFile): readonly Import[] {
  if (!isCode(file)) return [];
  const { staticImports, staticExports, dynamicImports } = file.syntax().module;
  return [
    ...staticImports.map(({ moduleRequest, entries, start }) => ({
      specifier: moduleRequest.value,
      line: file.lineAt(start),
      isTypeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...staticExports.flatMap(({ entries, start }) => {
      const source = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest;
      const isTypeOnly = entries.every(({ isType }) => isType);
      return source ? [{ specifier: source.value, line: file.lineAt(start), isTypeOnly }] : [];
    }),
    ...dynamicImports.flatMap(({ moduleRequest, start }) => {
      const literal = STRING.exec(file.text.slice(moduleRequest.start, moduleRequest.end));
      const line = file.lineAt(start);
      return literal?.[1] ? [{ specifier: literal[1], line, isTypeOnly: false }] : [];
    }),
  ];
}

/**
 * Programs that are started rather than imported: `new URL('./worker.ts', import.meta.url)`,
 * `join(import.meta.dirname, 'serve.ts')`.
 */
export function startedBy(file: SourceFile): readonly string[] {
  return [...file.text.matchAll(FILE_BESIDE)].map(([, specifier = '']) =>
    posix.join(posix.dirname(file.path), specifier),
  );
}

export type Workspace = {
  readonly name: string;
  readonly folder: string;
  /** From the specifier's rest (`.` or `./simulator`) to the path in the repository. */
  readonly exports: ReadonlyMap<string, string>;
};

export function workspacesOf(repository: Repository): readonly Workspace[] {
  return repository.files
    .filter(({ path }) => posix.basename(path) === 'package.json' && path !== 'package.json')
    .map(({ path, text }) => {
      const { name, exports = {} } = JSON.parse(text) as PackageFile;
      const folder = posix.dirname(path);
      const targets = Object.entries(exports).map(
        ([key, target]) => [key, posix.join(folder, target)] as const,
      );
      return { name, folder, exports: new Map(targets) };
    });
}

/** The path of ours that is meant, whether or not it exists; undefined for packages of others. */
export function resolveImport(
  { path }: SourceFile,
  specifier: string,
  workspaces: readonly Workspace[],
): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  const workspace = workspaceOf(specifier, workspaces);
  if (!workspace) return undefined;
  const rest = `.${specifier.slice(workspace.name.length)}`;
  return workspace.exports.get(rest) ?? posix.join(workspace.folder, rest);
}

export function workspaceOf(
  specifier: string,
  workspaces: readonly Workspace[],
): Workspace | undefined {
  return workspaces.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
}

type PackageFile = { readonly name: string; readonly exports?: Record<string, string> };

const STRING = /^['"]([^'"]+)['"]$/;
const FILE_BESIDE = /(?:new URL\(|import\.meta\.dirname,)\s*'(\.{0,2}[^':]+\.(?:ts|mjs))'/g;
