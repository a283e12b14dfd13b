import { isCode } from '../repository.ts';
import type { Rule } from '../rule.ts';

/** Two files fit beside each other on one screen. */
const COLUMNS_MAX = 100;

export const lineLength: Rule = {
  name: 'line-length',
  *check({ files }) {
    for (const file of files) {
      if (!isCode(file) && !file.path.endsWith('.sql')) continue;
      for (const [index, line] of file.lines.entries()) {
        if (line.length <= COLUMNS_MAX || IS_ONE_LONG_STRING.test(line)) continue;
        yield {
          path: file.path,
          line: index + 1,
          message: `${line.length} columns; break the line at ${COLUMNS_MAX}`,
        };
      }
    }
  },
};

/**
 * A sentence that is the name of a test, an address or a published value is not cut in two: it
 * could no longer be searched for. Prettier leaves these lines alone for the same reason.
 */
const IS_ONE_LONG_STRING = /^\s*([\w.:()\s=>[\]{},-]*)?(['"`]).{60,}\2[^'"`]*$/;
