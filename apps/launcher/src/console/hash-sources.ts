/** One hash of everything that the built console is made of: its own files and our packages. */

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function hashSources(consoleFolder: string): string {
  const root = join(consoleFolder, '../..');
  const hash = createHash('sha256');
  const files = globSync([...SOURCES], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !TESTS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const file of files) {
    hash
      .update(`${file.slice(root.length)}\n`)
      .update(readFileSync(file))
      .update('\n');
  }
  return hash.digest('hex');
}

const SOURCES = [
  'apps/console/index.html',
  'apps/console/package.json',
  'apps/console/*.ts',
  'apps/console/src/**/*',
  'packages/{kernel,canon,contracts}/src/**/*',
];
const TESTS = /\.test\.tsx?$/;
