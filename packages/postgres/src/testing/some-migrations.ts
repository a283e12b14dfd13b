/** Folders with the first of our migrations, as a release before this one had them. */

import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

/** All of them, as they are in the repository. */
export const MIGRATIONS = resolve(import.meta.dirname, '../../../../database/migrations');

export const MIGRATION_NAMES: readonly string[] = readdirSync(MIGRATIONS).toSorted();

/** Answers a function that names the folder of the migrations up to one of them, without some. */
export function releases(): (last: string, without?: readonly string[]) => string {
  const home = mkdtempSync(join(tmpdir(), 'kontor-migrations-'));
  afterAll(() => rmSync(home, { recursive: true }));
  return (last, without = []) => {
    const folder = join(home, [last, ...without].join('-without-'));
    const wanted = MIGRATION_NAMES.filter((each) => each <= last && !without.includes(each));
    for (const name of wanted) {
      cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
    }
    return folder;
  };
}
