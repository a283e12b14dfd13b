import type { Rule } from '../rule.ts';

/** Text that is right on one machine or on one day only. */
export const forbiddenText: Rule = {
  name: 'forbidden-text',
  *check({ files }) {
    for (const { path, lines } of files) {
      if (NOT_WRITTEN_BY_US.test(path)) continue;
      for (const [index, line] of lines.entries()) {
        const found = FORBIDDEN.find(({ pattern }) => pattern.test(line));
        if (found) yield { path, line: index + 1, message: found.message };
      }
    }
  },
};

const FORBIDDEN = [
  {
    pattern: /(?<![\w.~-])\/(work|tmp|root|home|Users)\/|['"`]\/(work|tmp)['"`]/,
    message: 'a path of one machine; start from the repository or from os.tmpdir()',
  },
  {
    pattern: /\bregistry\.(npmjs|yarnpkg)\b|\bnpmmirror\b|\bnpm\.pkg\.github\b/,
    message: 'a registry host; which registry is used is the choice of the machine',
  },
  {
    pattern: /\b(TODO|FIXME)\b/,
    message: 'do it, or say in docs/decisions why not; the code keeps no wish lists',
  },
];

const NOT_WRITTEN_BY_US = /^(package-lock\.json|LICENSE)$|^tools\/src\/tidy\/rules\/forbidden-text/;
