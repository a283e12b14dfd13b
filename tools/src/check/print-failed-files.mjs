/** Prints the test files that failed, a line each, from the JSON report of Vitest. */

import { existsSync, readFileSync } from 'node:fs';

const [, , path = ''] = process.argv;
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { testResults: [] };
for (const { name, status } of report.testResults) if (status === 'failed') console.log(name);
