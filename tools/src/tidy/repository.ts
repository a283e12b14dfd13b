/**
 * What the rules look at: the files of the repository as text, the TypeScript among them also as a
 * syntax tree, parsed once and only when a rule asks.
 */

import { parseSync, type ParseResult } from 'rolldown/utils';

export type Repository = {
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
  file(path: string): SourceFile | undefined;
  /** Whether a file, or a folder with a file in it, is there. */
  has(path: string): boolean;
};

export type SourceFile = {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly isTest: boolean;
  /** Only for TypeScript and JavaScript. */
  syntax(): ParseResult;
  /** Counted from one. */
  lineAt(offset: number): number;
};

export function toRepository(texts: ReadonlyMap<string, string>): Repository {
  const paths = [...texts.keys()].toSorted();
  const byPath = new Map(paths.map((path) => [path, toSourceFile(path, texts.get(path) ?? '')]));
  const folders = new Set(paths.flatMap(foldersOf));
  return {
    files: [...byPath.values()],
    file: (path) => byPath.get(path),
    has: (path) => byPath.has(path) || folders.has(path.replace(/\/$/, '')),
  };
}

export function isCode(file: SourceFile): boolean {
  return CODE_NAME.test(file.path);
}

function toSourceFile(path: string, text: string): SourceFile {
  let syntax: ParseResult | undefined;
  return {
    path,
    text,
    lines: text.split('\n'),
    isTest: TEST_NAME.test(path),
    syntax: () => (syntax ??= parseSync(path, text)),
    lineAt: (offset) => text.slice(0, offset).split('\n').length,
  };
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

const CODE_NAME = /\.(ts|tsx|mjs)$/;
const TEST_NAME = /\.test\.tsx?$/;
