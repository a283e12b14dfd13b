import { posix } from 'node:path';
import type { Rule } from '../rule.ts';

/** Every package says under which licence it is, and the texts the licence asks for are there. */
export const packageFields: Rule = {
  name: 'package-fields',
  *check(repository) {
    for (const { path, text } of repository.files) {
      if (posix.basename(path) !== 'package.json') continue;
      const manifest = JSON.parse(text) as Record<string, unknown>;
      for (const [field, wanted] of Object.entries(WANTED)) {
        if (manifest[field] === wanted) continue;
        yield { path, line: 1, message: `"${field}" is to be ${JSON.stringify(wanted)}` };
      }
    }
    for (const [path, wanted] of TEXTS) {
      if (wanted.test(repository.file(path)?.text ?? '')) continue;
      yield { path, line: 1, message: `is to contain ${wanted.source}` };
    }
  },
};

const WANTED = { license: 'Apache-2.0', private: true, type: 'module' };

const TEXTS: readonly (readonly [string, RegExp])[] = [
  ['LICENSE', /Apache License\s+Version 2\.0/],
  ['NOTICE', /Copyright/],
];
