import { isCode } from '../repository.ts';
import type { Rule } from '../rule.ts';

export const fileLength: Rule = {
  name: 'file-length',
  *check({ files }) {
    for (const file of files) {
      if (!isCode(file)) continue;
      const length = file.lines.length - 1;
      const max = file.isTest ? TEST_LINES_MAX : LINES_MAX;
      const place = { path: file.path, line: 1 };
      if (length > max) {
        yield { ...place, message: `${length} lines; at most ${max}: one operation, one file` };
      } else if (!file.isTest && length > LINES_PREFERRED) {
        const message = `${length} lines; over ${LINES_PREFERRED}, look for the second operation`;
        yield { ...place, message, isWarning: true };
      }
    }
  },
};

const LINES_PREFERRED = 250;
const LINES_MAX = 400;

/** Stories are long, and tables longer. */
const TEST_LINES_MAX = 500;
