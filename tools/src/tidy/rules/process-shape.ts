import { foldersUnder } from '../folders-under.ts';
import type { Rule } from '../rule.ts';

/** A process is read by the people who own it: README, the data, the tests that tell its story. */
export const processShape: Rule = {
  name: 'process-shape',
  *check(repository) {
    for (const folder of foldersUnder(repository, 'processes')) {
      const place = { path: folder, line: 1 };
      for (const path of ['README.md', 'src/process.ts', 'src/process.test.ts']) {
        if (!repository.has(`${folder}/${path}`)) yield { ...place, message: `lacks ${path}` };
      }
    }
  },
};
