/**
 * `npm run screenshots`: has the tour walked through on a day of its own, and puts the pictures
 * that docs/start/tour.md shows beside it. One that is shown and was not taken is an error.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentWith } from './config.ts';

const ROOT = join(import.meta.dirname, '../../..');
const GUIDE = join(ROOT, 'docs/start');

const taken = mkdtempSync(join(tmpdir(), 'kontor-pictures-'));
const tests = ['run', '--config', 'apps/console/browser/tour/vitest.config.ts'];
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...tests],
  { cwd: ROOT, stdio: 'inherit', env: environmentWith(taken) },
);
const missing = shownPictures().filter((name) => !existsSync(join(taken, name)));
if (missing.length === 0) {
  mkdirSync(join(GUIDE, 'pictures'), { recursive: true });
  for (const name of shownPictures()) {
    copyFileSync(join(taken, name), join(GUIDE, 'pictures', name));
  }
}
for (const name of missing) console.error(`Nobody took ${name}, which the tour shows.`);
rmSync(taken, { recursive: true, force: true });
process.exitCode = missing.length === 0 ? (status ?? 1) : 1;

function shownPictures(): readonly string[] {
  const tour = readFileSync(join(GUIDE, 'tour.md'), 'utf8');
  return [...new Set(tour.match(/(?<=pictures\/)[\w-]+\.png/g) ?? [])];
}
