/** Prints `N passed, N failed, N skipped` from the JSON report of Vitest; one failed without it. */

import { existsSync, readFileSync } from 'node:fs';

const [, , path = ''] = process.argv;
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
const passed = report?.numPassedTests ?? 0;
// A suite that does not load has no tests that could fail.
const failed = Math.max(report?.numFailedTests ?? 1, report?.success ? 0 : 1);
const skipped = report?.numPendingTests ?? 0;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
