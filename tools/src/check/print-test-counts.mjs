/**
 * `print-test-counts.mjs FIRST.json [AGAIN.json]`: prints `N passed, N failed, N skipped` from the
 * JSON reports of Vitest; one failed without one. The second report is of the files that failed in
 * the first, run again alone: what passes then is counted as passed, and named above as unsteady,
 * because a test that fails once in a while hides something.
 */

import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} TestResult
 * @typedef {{ name: string, status: string, message: string,
 *   assertionResults: TestResult[] }} FileResult
 * @typedef {{ success: boolean, numTotalTests: number, numFailedTests: number,
 *   numPendingTests: number, testResults: FileResult[] }} Report
 */

const [, , firstPath = '', againPath = ''] = process.argv;
const first = read(firstPath);
const again = read(againPath);

for (const failure of failuresOf(first)) console.log(`Failed: ${failure}`);
if (again) {
  for (const failure of failuresOf(again)) console.log(`Failed again: ${failure}`);
  if (again.success) console.log('Alone, all of them passed: they are unsteady.');
}

const failed = failedIn(again ?? first);
const skipped = first?.numPendingTests ?? 0;
const passed = first ? first.numTotalTests - skipped - failed : 0;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);

/**
 * A suite that does not load has no tests that could fail.
 * @param {Report | undefined} report
 */
function failedIn(report) {
  return Math.max(report?.numFailedTests ?? 1, report?.success ? 0 : 1);
}

/** @param {Report | undefined} report */
function failuresOf(report) {
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${name}: ${firstLine(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages: [why = ''] }) => `${name}: ${fullName}: ${firstLine(why)}`,
    );
  });
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n', 1)[0];
}

/**
 * @param {string} path
 * @returns {Report | undefined}
 */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
