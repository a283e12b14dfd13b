/** Run by `npm run check`: every finding on a line of its own, exit code 1 unless all is tidy. */

import { resolve } from 'node:path';
import { readRepository } from './read-repository.ts';
import { RULES } from './rules.ts';
import { tidy } from './tidy.ts';

const findings = tidy(readRepository(resolve(import.meta.dirname, '../../..')), RULES);
for (const { path, line, rule, message, isWarning } of findings) {
  console.log(`${path}:${line} ${rule}${isWarning ? ' (warning)' : ''}: ${message}`);
}
const errors = findings.filter(({ isWarning }) => !isWarning).length;
console.log(`${errors} to mend, ${findings.length - errors} to look at`);
process.exitCode = errors === 0 ? 0 : 1;
