/**
 * Reads the repository from disk. Folders are walked rather than asked of git, so that an unpacked
 * archive can be checked, too.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toRepository, type Repository } from './repository.ts';

export function readRepository(root: string): Repository {
  const texts = new Map<string, string>();
  for (const path of walk(root, '')) texts.set(path, readText(join(root, path)));
  return toRepository(texts);
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_OURS.has(entry.name)) continue;
    if (entry.isFile()) yield path;
    if (entry.isDirectory()) yield* walk(root, path);
  }
}

/** Binary files exist for the rules that look for paths; their content says nothing. */
function readText(path: string): string {
  const bytes = readFileSync(path);
  return bytes.includes(0) ? '' : bytes.toString('utf8');
}

const NOT_OURS = new Set(['node_modules', '.git', '.kontor', 'coverage', 'dist']);
