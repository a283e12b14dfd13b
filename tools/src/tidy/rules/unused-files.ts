import { posix } from 'node:path';
import { reachOf } from '../reach.ts';
import { isCode, type Repository } from '../repository.ts';
import type { Rule } from '../rule.ts';

/** Code that neither an entry point nor a test reaches, or that only its own test still knows. */
export const unusedFiles: Rule = {
  name: 'unused-files',
  *check(repository) {
    const { production, tests } = reachOf(repository);
    for (const { path, isTest } of repository.files.filter(isCode)) {
      if (isTest || production.has(path)) continue;
      if (!tests.has(path)) {
        yield { path, line: 1, message: 'nobody imports this file; use it or delete it' };
      } else if (!FOR_TESTS.test(path) && hasOwnTest(repository, path)) {
        yield { path, line: 1, message: 'only tests reach this file; use it or delete it' };
      }
    }
  },
};

const FOR_TESTS = /^(packages\/(connector-kit|testing)|simulation\/src\/planted-bugs)\//;

/** A sample or a harness has no test of its own; an operation has. */
function hasOwnTest(repository: Repository, path: string): boolean {
  const name = posix.basename(path).replace(/\.\w+$/, '');
  const folder = posix.dirname(path);
  return (
    repository.has(`${folder}/${name}.test.ts`) || repository.has(`${folder}/${name}.pg.test.ts`)
  );
}
