/**
 * Runs one of our programs on the pinned Node, after installing what is missing:
 * `node tools/src/install/run.mjs apps/sandbox/src/main.ts --port 4000`.
 *
 * The scripts of package.json cannot say `node ensure-installed.mjs && node main.ts`: on a fresh
 * machine the shell remembers where it found the first `node`, and the second would be the old one.
 */

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { PINNED_NODE, ROOT, ensureInstalled } from './ensure-installed.mjs';

/** @type {readonly NodeJS.Signals[]} */
const FORWARDED = ['SIGTERM', 'SIGHUP'];

if (await ensureInstalled()) run(process.argv.slice(2));
else process.exitCode = 1;

/** @param {readonly string[]} arguments_ the program and what it is told */
function run(arguments_) {
  const program = spawn(PINNED_NODE, arguments_, { cwd: ROOT, stdio: 'inherit' });
  for (const signal of FORWARDED) process.on(signal, () => program.kill(signal));
  process.on('SIGINT', () => {
    // A terminal interrupts the whole group: the program has heard it already.
    if (!process.stdin.isTTY) program.kill('SIGINT');
  });
  program.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 1);
  });
}
