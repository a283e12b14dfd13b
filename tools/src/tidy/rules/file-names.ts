import { posix } from 'node:path';
import type { Rule } from '../rule.ts';

/** A file is named for its one operation; these names say that nobody knew which it is. */
export const fileNames: Rule = {
  name: 'file-names',
  *check({ files }) {
    for (const { path } of files) {
      const name = posix.basename(path).replace(/(\.(pg|browser|test|d))*\.\w+$/, '');
      const place = { path, line: 1 };
      if (VAGUE.test(name)) {
        yield { ...place, message: `"${name}" names no operation; name the file for what it does` };
      } else if (/\.(tsx?|mjs)$/.test(path) && !KEBAB_CASE.test(name)) {
        yield { ...place, message: `"${name}" is not in kebab-case` };
      }
    }
  },
};

const VAGUE = /(^|-)(utils?|helpers?|manager|mapper|common|misc)$|^service$/;
const KEBAB_CASE = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
